import { getConversion } from '../../workflows/conversions/get-conversion.ts';
import { createDownloadLink } from '../../workflows/files/create-download-link.ts';
import { downloadCard } from '../cards/download-card.ts';
import { words } from '../locales/index.ts';
import { requirePrivateAnswer } from '../require-private-answer.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** The FEC, at an address for whoever clicked; one that is there no more shows what is. */
export const downloadFec = defineAction('conversion.download', async (context, { conversionId }) => {
  requirePrivateAnswer(context);
  const { services, staff } = context;
  const { cabinetId, locale } = staff;
  const conversion = await getConversion(services, cabinetId, { conversionId });
  if (conversion?.status !== 'done' || conversion.isExpired) {
    return showRecord(context, 'conversion', { conversionId }, 'stale-click');
  }
  const url = await createDownloadLink(services, staff, { kind: 'fec', conversionId, locale });
  const heading = words(locale)('conversion.ready', { name: conversion.name });
  const back = { verb: 'conversion.view', data: { conversionId } } as const;
  return downloadCard({ locale, heading, url, goodFor: 'hour', back });
});
