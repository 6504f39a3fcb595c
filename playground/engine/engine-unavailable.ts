import { FriendlyError } from '../start/friendly-error.ts';

/** Why the embedded engine cannot be had here, and the two ways out. */
export function engineUnavailable(reason: string, cause?: unknown): FriendlyError {
  return new FriendlyError(
    [
      `La base de données embarquée ne peut pas démarrer ici : ${reason}`,
      'Deux autres chemins mènent au même endroit :',
      '  - lancez « docker compose up -d --wait », puis donnez MONGODB_URI=mongodb://127.0.0.1:27017/relais?replicaSet=rs0 ;',
      '  - ou donnez dans MONGODB_URI l’adresse d’un serveur MongoDB 7 ou 8 que vous avez déjà.',
    ].join('\n'),
    { cause },
  );
}
