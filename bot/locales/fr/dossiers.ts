export const dossiers = {};
