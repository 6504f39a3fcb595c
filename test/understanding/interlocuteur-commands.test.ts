import { expect } from 'chai';
import { COMMANDS } from '../../bot/commands/index.ts';
import { findCommand } from '../../bot/understanding/find-command.ts';

const SENTENCES: Record<string, string[]> = {
  'add-interlocuteur': [
    ...['ajouter un interlocuteur', 'Ajouter un interlocuteur !', 'nouvel interlocuteur', 'add a contact'],
    'ajouter l’interlocuteur Paul Petit paul@x.example 06 12 34 56 78 sur TEST1 et FLEURS, administratif',
    'peux-tu créer l’interlocuteur Paul Petit sur TEST1',
  ],
  'list-interlocuteurs': [
    ...['interlocuteurs', 'Interlocuteurs', 'liste des interlocuteurs', 'voir les interlocuteurs', 'contacts'],
    ...['interlocuteurs de TEST1', 'interlocuteurs du dossier TEST1', 'les interlocuteurs de Boulangerie Martin'],
  ],
  'show-interlocuteur': ['fiche de Claire Martin', 'fiche de claire@x.example', 'voir la fiche de Claire Martin'],
  'modify-interlocuteur': ['modifier l’interlocuteur Claire Martin', 'modifier l’interlocuteur claire@x.example'],
  'deactivate-interlocuteur': ['désactiver Claire Martin', 'désactiver claire@x.example'],
  'reactivate-interlocuteur': ['réactiver Claire Martin', 'reactivate Claire Martin'],
  'remove-interlocuteur': ['supprimer l’interlocuteur Claire Martin', 'supprimer l’interlocuteur claire@x.example'],
  'link-interlocuteur': ['lier Claire Martin à FLEURS2', 'rattacher claire@x.example à TEST1 et FLEURS'],
  'resume-drafts': ['reprendre', 'Reprendre', 'resume', 'mes saisies', 'brouillons'],
  // They resemble the others, and are not theirs.
  'invite-client': [
    ...['ajouter un client', 'ajouter un invité', 'inviter Claire Martin', 'claire@x.example sur TEST1'],
    ...['Merci d’ajouter claire@x.example au dossier TEST1', 'inviter Paul Contact paul@x.example'],
  ],
  'propose-service': [
    ...['proposer Start à Claire Martin sur TEST1', 'désactiver Co-production pour Claire Martin sur TEST1'],
    ...['activer Consultation pour l’interlocuteur Claire Martin claire@x.example sur TEST1'],
  ],
  'list-invitations': ['invitations', 'mes invitations'],
};

describe('A sentence about interlocuteurs, among all the others', () => {
  for (const [name, sentences] of Object.entries(SENTENCES)) {
    for (const sentence of sentences) {
      it(`« ${sentence} » asks for ${name}`, () => {
        const found = findCommand(COMMANDS, sentence);
        expect('command' in found ? found.command.name : found.nearest.map((one) => one.name)).to.equal(name);
      });
    }
  }
});
