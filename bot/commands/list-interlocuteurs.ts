import { AppError } from '../../errors.ts';
import { findDossiers } from '../../workflows/dossiers/find-dossiers.ts';
import { listInterlocuteurs } from '../../workflows/interlocuteurs/list-interlocuteurs.ts';
import { chooseDossierCard } from '../cards/choose-dossier-card.ts';
import { interlocuteursCard } from '../cards/interlocuteurs-card.ts';
import { toDossierChoices } from '../dossier-choices.ts';
import { easeText } from '../understanding/ease-text.ts';
import type { Command } from './command.ts';

const LISTING =
  /^(?:(?:voir|afficher?|affichez|montrer?|montrez|lister?|listez|liste|list|show)(?:[ -]moi)? )?(?:(?:les|des|la|liste|mes|tous|the|all) )*(?:interlocuteurs|interlocutors|contacts)(?: (?:du|de|des|d|pour|sur|of|for|on) (?:(?:le|la|l|the) )?(?:(?:dossier|client|file) )?(.+))?$/;

/** The interlocuteurs already created (domain 46), of the firm or of the dossier that is named. */
export const listInterlocuteursCommand: Command = {
  name: 'list-interlocuteurs',
  titles: { fr: 'interlocuteurs', en: 'contacts' },
  synonyms: ['liste des interlocuteurs', 'les interlocuteurs', 'list contacts'],
  matches: (text) => LISTING.test(easeText(text)),
  async run({ staff }, text) {
    const { cabinetId, locale } = staff;
    const typed = LISTING.exec(easeText(text))?.[1] ?? '';
    // « interlocuteurs du cabinet » are all of them.
    const match = typed && !/^(?:cabinet|firm)$/.test(typed) ? await findDossiers(cabinetId, typed) : undefined;
    if (match && match.kind !== 'one') {
      const choices = toDossierChoices(match) ?? { dossiers: [], hasMore: false };
      return chooseDossierCard({ locale, typed, ...choices, opens: 'interlocuteurs.view' });
    }
    const page = await listInterlocuteurs(cabinetId, match ? { dossierId: String(match.dossier._id) } : {});
    if (!page) throw new AppError('not-found', { because: 'dossier' });
    return interlocuteursCard({ locale, page });
  },
};
