import { sweepCards } from '../../workflows/cards/remember-card.ts';
import { defineJob } from './handler.ts';

export const sweepCardsJob = defineJob('sweep-cards', ({ services }) => sweepCards(services));
