import { foldText } from '../../models/fold-text.ts';
import { createUploadLink } from '../../workflows/files/create-upload-link.ts';
import { newSlotId } from '../../workflows/files/new-slot-id.ts';
import { depositCard } from '../cards/deposit-card.ts';
import type { Command } from './command.ts';

const IMPORTING =
  /^(?:\S+ ){0,4}?(?:import(?:er?|ez|ons)?|charger|integrer|deposer) (?:(?:un|une|le|la|les|des|mes|nos|de|du|d|l|the|my|a|en masse) )*(?:liste |fichier |list |file )?(?:(?:de|des|d|of) )?(?:dossiers|entreprises|societes|clients|portefeuille|companies|client files|files|portfolio)(?![a-z0-9])/;

/** Where a whole portfolio is handed in (domain 103): a page of ours, since Teams gives bots no file in a channel. */
export const importDossiersCommand: Command = {
  name: 'import-dossiers',
  titles: { fr: 'importer des dossiers', en: 'import files' },
  synonyms: [
    ...['importer des entreprises', 'importer un portefeuille', 'importer le portefeuille', 'import en masse'],
    ...['import de dossiers', 'importer mes dossiers', 'deposer un fichier', 'import companies', 'import a portfolio'],
  ],
  matches: (text) => IMPORTING.test(foldText(text).replace(/[-']+/g, ' ')),
  async run({ services, staff, place }, text) {
    const slotId = newSlotId();
    const common = { locale: staff.locale, slotId, mostMb: services.config.imports.mostBytes / 1024 / 1024 };
    // A card put there by a button is made again by a job, which cannot know the address: it is asked for then.
    const isOwn = place.type === 'personal' && text.trim() !== '';
    if (!isOwn) return depositCard(common);
    return depositCard({ ...common, isOwn, url: await createUploadLink(services, staff, slotId) });
  },
};
