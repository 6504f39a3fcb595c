import { chooseAgain } from '../choose-again.ts';
import { defineAction } from './action.ts';

/** Another FEC of the same TRA: nothing changes before it is exported. */
export const chooseConversionAgain = defineAction('conversion.again', (context, { conversionId }) =>
  chooseAgain(context, conversionId),
);
