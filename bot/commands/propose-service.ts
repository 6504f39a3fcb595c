import { answerOfferSentence } from '../find-plan.ts';
import { speaksOfOffer } from '../understanding/read-offer-sentence.ts';
import type { Command } from './command.ts';

/** A sentence about a service: to be opened, changed for another, or taken back. */
export const proposeService: Command = {
  name: 'propose-service',
  titles: { fr: 'proposer un service', en: 'offer a service' },
  synonyms: ['activer une offre', 'proposer une offre', 'activer un service', 'proposer un service collaboratif'],
  matches: speaksOfOffer,
  run: answerOfferSentence,
};
