import { sweepRevocations } from '../../workflows/interlocuteurs/sweep-revocations.ts';
import { defineJob } from './handler.ts';

export const sweepRevocationsJob = defineJob('sweep-revocations', ({ services }) => sweepRevocations(services));
