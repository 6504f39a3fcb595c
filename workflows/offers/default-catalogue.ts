import type { ClientRight, OfferMailKey } from '../../models/offer.ts';

export type CatalogueEntry = {
  code: string;
  label: { fr: string; en: string };
  description: { fr: string; en: string };
  isPaid: boolean;
  rights: ClientRight[];
  mails: OfferMailKey[];
  rank: number;
};

/** What a firm finds on the first day: the three collaborative services and Cegid Flow (domain 67 to 78). */
export const DEFAULT_CATALOGUE: readonly CatalogueEntry[] = [
  {
    code: 'start',
    label: { fr: 'Start', en: 'Start' },
    description: {
      fr: 'Le client consulte la GED, dépose ses documents et suit le tableau de bord de l’application mobile. Il n’accède pas au dossier comptable.',
      en: 'The client consults the GED, deposits documents and follows the dashboard of the mobile app. No access to the accounting file.',
    },
    isPaid: false,
    rights: ['ged.consult', 'ged.deposit', 'mobile.dashboard'],
    mails: ['access'],
    rank: 1,
  },
  {
    code: 'consultation',
    label: { fr: 'Consultation', en: 'Consultation' },
    description: {
      fr: 'Le client consulte son dossier comptable et imprime ses états, sans pouvoir rien modifier.',
      en: 'The client consults the accounting file and prints statements, and can change nothing.',
    },
    isPaid: true,
    rights: ['ged.consult', 'dossier.read'],
    mails: ['access'],
    rank: 2,
  },
  {
    code: 'co-production',
    label: { fr: 'Co-production', en: 'Co-production' },
    description: {
      fr: 'Le client tient tout ou partie de sa comptabilité, dans tous les modules sauf « Révision », et décide des imports partenaires.',
      en: 'The client keeps all or part of the books, in every module except “Révision”, and decides on partner imports.',
    },
    isPaid: true,
    rights: ['ged.consult', 'ged.deposit', 'dossier.read', 'dossier.write', 'imports.decide'],
    mails: ['access'],
    rank: 3,
  },
  {
    code: 'cegid-flow',
    label: { fr: 'Cegid Flow', en: 'Cegid Flow' },
    description: {
      fr: 'Le client suit chaque jour la situation financière de son entreprise dans l’application mobile Cegid Flow.',
      en: 'The client follows the company’s finances day by day in the Cegid Flow mobile app.',
    },
    isPaid: false,
    rights: ['flow.follow'],
    // Two mails, of which only the second is to be acted on (domain 94, 95, 99).
    mails: ['access-before-flow', 'flow-app'],
    rank: 4,
  },
];
