import { showPartners } from '../show-partner.ts';
import type { Command } from './command.ts';

/** The partner applications of the firm (domain 162, 169). */
export const listPartnersCommand: Command = {
  name: 'list-partners',
  titles: { fr: 'applications partenaires', en: 'partner applications' },
  synonyms: [
    ...['partenaires', 'les partenaires', 'mes partenaires', 'liste des partenaires', 'voir les partenaires'],
    ...['les applications partenaires', 'cles partenaires', 'cles des partenaires', 'revoquer un partenaire'],
    ...['renouveler une cle partenaire', 'partners', 'list partners', 'partner keys'],
  ],
  run: (context) => showPartners(context),
};
