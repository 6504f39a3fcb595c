import { foldText } from '../../models/fold-text.ts';
import { findDossiers } from '../../workflows/dossiers/find-dossiers.ts';
import { chooseDossierCard } from '../cards/choose-dossier-card.ts';
import { dirigeantFormCard } from '../cards/dirigeant-form-card.ts';
import { toDossierChoices } from '../dossier-choices.ts';
import { readInvitationSentence } from '../understanding/read-invitation-sentence.ts';
import type { Command } from './command.ts';

const ADDING =
  /^(?:\S+ ){0,4}?(?:ajout(?:er?|ez|ons)|nouve(?:au|lle)|add|new) (?:(?:un|une|le|la|autre|second|seconde|deuxieme|an?|another|the) )*(?:co ?)?(?:dirigeante?|gerante?|director)(?![a-z0-9])/;
const UP_TO_THE_NOUN = /^.*?(?:dirigeante?|g[ée]rante?|director)(?![\p{L}\d])\s*[:,]?\s*/isu;

/** One more dirigeant of a company that has one already (domain 16). */
export const addDirigeantCommand: Command = {
  name: 'add-dirigeant',
  titles: { fr: 'ajouter un dirigeant', en: 'add a director' },
  synonyms: ['nouveau dirigeant', 'ajouter un gerant', 'ajouter un co dirigeant', 'multi dirigeants', 'new director'],
  matches: (text) => ADDING.test(foldText(text).replace(/[-']+/g, ' ')),
  async run({ staff }, text) {
    const { locale, cabinetId } = staff;
    const { dossier: typed = '', ...form } = readInvitationSentence(text.replace(UP_TO_THE_NOUN, ' '));
    const match = typed ? await findDossiers(cabinetId, typed) : ({ kind: 'none' } as const);
    if (match.kind === 'one') {
      const { _id, code, raisonSociale } = match.dossier;
      return dirigeantFormCard({ locale, dossier: { dossierId: String(_id), code, raisonSociale }, form });
    }
    const choices = toDossierChoices(match) ?? { dossiers: [], hasMore: false };
    return chooseDossierCard({ locale, typed, ...choices, opens: 'dirigeant.ask' });
  },
};
