import { findInterlocuteurs } from '../../workflows/interlocuteurs/find-interlocuteurs.ts';
import { resolveDossiers } from '../../workflows/interlocuteurs/resolve-dossiers.ts';
import { linkDossierCard } from '../cards/link-dossier-card.ts';
import { toDossierChoice } from '../dossier-choices.ts';
import { withPerson } from '../interlocuteurs/with-person.ts';
import { personName } from '../locales/index.ts';
import { readPersonSentence } from '../understanding/read-person-sentence.ts';
import type { Command } from './command.ts';

/** « lier Claire Martin à FLEURS2 »: one dossier or several; whatever is not certain is asked (domain 61, 62). */
export const linkInterlocuteurCommand: Command = {
  name: 'link-interlocuteur',
  titles: { fr: 'lier un interlocuteur à un dossier', en: 'link a contact to a file' },
  synonyms: ['lier un interlocuteur', 'lier un dossier', 'link a contact'],
  matches: (text) => readPersonSentence(text)?.demand === 'link',
  async run(context, text) {
    const { cabinetId, locale } = context.staff;
    const { person: typed = '', dossiers = '' } = readPersonSentence(text) ?? {};
    const isBare = typed === '' || /^(?:interlocuteur|dossier|contact)$/.test(typed);
    if (isBare) return withPerson(context, '', 'link');
    const { found, fault, choices } = await resolveDossiers(cabinetId, dossiers);
    if (!fault) {
      const ids = found.map(({ _id }) => String(_id));
      return withPerson(context, typed, 'link', ids);
    }
    const match = await findInterlocuteurs(cabinetId, typed);
    // Who comes first: the dossiers are asked about once it is certain.
    if (match.kind !== 'one') return withPerson(context, typed, 'link');
    return linkDossierCard({
      ...{
        locale,
        interlocuteurId: String(match.person._id),
        person: personName(match.person),
        typed: dossiers,
        fault,
      },
      choices: choices && { dossiers: choices.dossiers.map(toDossierChoice), hasMore: choices.hasMore },
    });
  },
};
