/** Takes the creation of a partner application apart: « créer un partenaire Pulsar Notes de frais ». Pure. */
import { easeText } from './ease-text.ts';

const CREATING =
  /^(?:\S+ ){0,4}?(?:cre(?:er?|ez|ons)|ajout(?:er?|ez|ons)|enregistr(?:er?|ez)|nouve(?:au|lle)|create|add|new) (?:(?:un|une|le|la|l|nouveau|nouvelle|an?|the|new) )*(?:application partenaire|partenaire|partner)(?![a-z0-9])/;
const UP_TO_THE_NOUN = /^.*?(?:partenaire|partner application|partner)(?![\p{L}\d])\s*[:,]?\s*/isu;
const CALLED = /^(?:nomm[ée]e?|appel[ée]e?|called|named)\s+/iu;

/** Whether a sentence asks for a partner application to be made. */
export function asksToCreatePartner(text: string): boolean {
  return CREATING.test(easeText(text));
}

/** @returns the name that the sentence gives, as typed; empty when it gives none. */
export function readPartnerName(text: string): string {
  if (!asksToCreatePartner(text)) return '';
  const name = text.replace(UP_TO_THE_NOUN, '').replace(CALLED, '');
  return name
    .replace(/^[\s«"“]+|[\s»"”.!?…]+$/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
