import { listDrafts } from '../../workflows/drafts/list-drafts.ts';
import { draftsCard } from '../cards/drafts-card.ts';
import type { Command } from './command.ts';

/** What this person began and has not finished, of every kind; a line takes it up again. */
export const resumeDraftsCommand: Command = {
  name: 'resume-drafts',
  titles: { fr: 'reprendre', en: 'resume' },
  synonyms: ['mes saisies', 'saisies en cours', 'reprendre une saisie', 'mes brouillons', 'brouillons', 'drafts'],
  async run({ services, staff }) {
    const { timeZone } = services.config.firm;
    return draftsCard({ locale: staff.locale, timeZone, lines: await listDrafts(staff) });
  },
};
