import { foldText } from '../../models/fold-text.ts';
import { createUploadLink } from '../../workflows/files/create-upload-link.ts';
import { newSlotId } from '../../workflows/files/new-slot-id.ts';
import { conversionHelpCard } from '../cards/conversion-help-card.ts';
import type { Command } from './command.ts';

const CONVERTING =
  /^(?:\S+ ){0,3}?(?:convert(?:ir|issez|is|i)?|transform(?:er|ez)|generer|generez|produire|faire|exporter|obtenir|make|create|generate|export) (?:(?:un|une|le|du|mon|ce|cet|d|a|an|the|my|fichier|file|format) )*(?:tra|fec)(?![a-z0-9])/;
const BOTH = /(?<![a-z0-9])tra (?:en|vers|to|into|a) (?:un |a )?fec(?![a-z0-9])/;

/** Explains what to drop, and what comes of it (domain 198 to 206). */
export const convertTraCommand: Command = {
  name: 'convert-tra',
  titles: { fr: 'convertir un TRA', en: 'convert a TRA' },
  synonyms: [
    ...['tra en fec', 'convertir un tra en fec', 'generateur format fec', 'tra', 'fec', 'faire un fec'],
    ...['tra to fec', 'convert a tra into a fec', 'make a fec'],
  ],
  matches(text) {
    const folded = foldText(text).replace(/[-']+/g, ' ');
    return CONVERTING.test(folded) || BOTH.test(folded);
  },
  async run({ services, staff, place }, text) {
    const { locale } = staff;
    const isPersonal = place.type === 'personal';
    // A card put there by a button is made again by a job, which cannot know the address.
    if (!isPersonal || text.trim() === '') return conversionHelpCard({ locale, isPersonal });
    const slotId = newSlotId();
    const url = await createUploadLink(services, staff, slotId, 'tra');
    return conversionHelpCard({ locale, isPersonal, deposit: { url, slotId } });
  },
};
