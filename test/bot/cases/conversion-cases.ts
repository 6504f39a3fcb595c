/** The cards of a TRA made into a FEC, in every state that they can show. */
import { Types } from 'mongoose';
import { conversionCard } from '../../../bot/cards/conversion-card.ts';
import { conversionHelpCard } from '../../../bot/cards/conversion-help-card.ts';
import type { Locale } from '../../../bot/locales/index.ts';
import type { Answer } from '../../../bot/turn.ts';
import type { ErrorCode } from '../../../errors.ts';
import { CONVERSION_STATES } from '../../../models/conversion.ts';
import type { ChoiceFault, ChoiceFaults, ChoiceForm } from '../../../workflows/conversions/check-choice.ts';
import type { ConversionView } from '../../../workflows/conversions/get-conversion.ts';
import { TRA_CODES } from '../../../workflows/partner-imports/formats/tra-codes.ts';

const AT = new Date('2026-11-23T09:00:00Z');
const ID = 'a'.repeat(24);
const FAULTS: ChoiceFault[] = [
  ...(['validation-required', 'date-required', 'date-invalid', 'date-early', 'closing-required'] as const),
  ...(['closing-invalid', 'closing-early', 'siren-required', 'siren-invalid', 'dossier-none'] as const),
  ...(['dossier-several', 'dossier-without-siren'] as const),
];
const FAILURES: ErrorCode[] = ['conversion-interrupted', 'file-gone'];

type Longest = (length: number) => string;

export function conversionViewOf(overrides: Partial<ConversionView> = {}): ConversionView {
  return {
    ...{ _id: new Types.ObjectId(ID), conversionId: ID, cabinetId: 'x', status: 'to-choose', slots: [] },
    ...{ fileName: '00123_31122024.TRA', sourceId: new Types.ObjectId(), size: 64_971, sha256: 'x' },
    facts: {
      ...{ siren: '123456782', closing: { date: 20241231, from: 'exercice' }, hasValidated: false },
      exercice: { start: 20240101, end: 20241231, label: 'Exercice 2024' },
    },
    totals: {
      ...{ lines: 12_345, entries: 4_115, debit: 68_412_30, credit: 68_412_30 },
      ...{ firstDate: 20240102, lastDate: 20241230 },
    },
    ...{ validity: 'provisional', anomalies: [], anomalyCounts: {}, attempts: 0, expiresAt: AT, version: 1 },
    ...{ createdAt: AT, updatedAt: AT, isExpired: false, isMendable: true },
    ...overrides,
  } as ConversionView;
}

export function conversionCases(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  const show = (view: Partial<ConversionView>, more: Partial<Parameters<typeof conversionCard>[0]> = {}) =>
    conversionCard({
      ...{ locale, timeZone: 'Europe/Paris', today: '2025-03-12', conversion: conversionViewOf(view) },
      ...more,
    });
  const unsaid: Partial<ConversionView> = {
    facts: { siren: '', closing: { date: 20241231, from: 'guessed' }, hasValidated: true },
  };
  const dossier = { code: '00123', raisonSociale: 'Boulangerie Martin', siren: '123456782' };
  const every: Partial<ConversionView> = {
    anomalies: Object.entries(TRA_CODES).map(([code, severity]) => ({
      ...{ code, severity, line: 12_345, column: 'DATECOMPTABLE', text: hostile },
    })),
    anomalyCounts: Object.fromEntries(
      Object.entries(TRA_CODES).map(([code, severity], n) => [code, { severity, count: n + 1 }]),
    ),
  };
  const cases: Record<string, Answer> = {
    'conversion help': conversionHelpCard({ locale, isPersonal: true }),
    'conversion help, in a channel': conversionHelpCard({ locale, isPersonal: false }),
    'conversion, nothing told': show(unsaid),
    'conversion, dossier by its name': show({ ...unsaid, dossier }),
    'conversion, hostile dossier': show({
      ...unsaid,
      fileName: hostile,
      dossier: { code: hostile, raisonSociale: hostile },
    }),
    'conversion, longest': show(
      {
        ...unsaid,
        ...{ fileName: longest(200), dossier: { code: longest(40), raisonSociale: longest(200) } },
        anomalyCounts: every.anomalyCounts,
        anomalies: every.anomalies?.map((one) => ({ ...one, text: longest(200) })),
      },
      {
        choosing: {
          form: { validation: '', date: longest(40), closing: longest(40), siren: longest(200) },
          faults: {
            validation: 'validation-required',
            date: 'date-early',
            closing: 'closing-early',
            siren: 'dossier-none',
          },
        },
      },
    ),
    'conversion, another choice': show({ status: 'done', name: '123456782FEC20241231.txt' }, { choosing: {} }),
  };
  for (const status of CONVERSION_STATES) {
    const name = status === 'done' ? '123456782FEC20241231.txt' : undefined;
    cases[`conversion, ${status}`] = show({ status, name });
    cases[`conversion, ${status}, hostile`] = show({ status, name, fileName: hostile, dossier });
    cases[`conversion, ${status}, every anomaly, hostile`] = show({ status, name, fileName: hostile, ...every });
    cases[`conversion, ${status}, not to be mended`] = show({
      status,
      name,
      isMendable: false,
      ...every,
      ...{ anomalies: [] },
    });
    cases[`conversion, ${status}, stale`] = show({ status, name }, { remark: 'stale-click' });
    cases[`conversion, ${status}, expired`] = show({ status, name, isExpired: true });
  }
  for (const validity of ['provisional', 'definitive', 'mixed'] as const) {
    cases[`conversion, done, ${validity}`] = show({ status: 'done', name: '123456782FEC20241231.txt', validity });
  }
  for (const failure of FAILURES) {
    cases[`conversion, refused: ${failure}`] = show({
      status: 'refused',
      failure,
      isMendable: failure !== 'file-gone',
    });
  }
  cases['conversion, unbalanced'] = show({ totals: { ...conversionViewOf().totals, credit: 1 } });
  cases['conversion, empty'] = show({
    ...{ status: 'refused', isMendable: false },
    totals: { lines: 0, entries: 0, debit: 0, credit: 0, firstDate: 0, lastDate: 0 },
  });
  for (const fault of FAULTS) {
    const field = fault.replace(/-.*/, '').replace('dossier', 'siren') as keyof ChoiceForm;
    const form: ChoiceForm = { validation: 'definitive', date: 'hier', closing: '', siren: hostile };
    const faults: ChoiceFaults = { [field]: fault };
    cases[`conversion, ${fault}`] = show(unsaid, { choosing: { form, faults } });
  }
  return cases;
}
