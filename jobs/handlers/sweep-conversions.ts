import { sweepConversions } from '../../workflows/conversions/sweep-conversions.ts';
import { defineJob } from './handler.ts';

export const sweepConversionsJob = defineJob('sweep-conversions', ({ services }) => sweepConversions(services));
