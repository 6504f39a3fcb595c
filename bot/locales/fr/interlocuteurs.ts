export const interlocuteurs = {};
