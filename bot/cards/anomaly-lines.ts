import type { TFunction } from 'i18next';
import type { ConversionAnomaly } from '../../models/conversion.ts';
import { anomalyPlace, anomalyText } from '../files/anomaly-text.ts';
import { formatNumber, type Locale } from '../locales/index.ts';
import { type Element, note, paragraph, plain, shorten } from './parts.ts';

type Counts = Record<string, { severity: ConversionAnomaly['severity']; count: number }>;

type Said = Pick<ConversionAnomaly, 'code' | 'line' | 'column' | 'text'>;

/** Sorts of anomalies told of each severity: a card is no report. */
const MOST = { blocking: 6, warning: 4, note: 2 } as const;

/**
 * What is wrong with an accounting file, by severity: one sentence for each sort of anomaly, with its first place and how often
 * it is there.
 */
export function anomalyLines(
  t: TFunction,
  locale: Locale,
  { anomalies, anomalyCounts }: { anomalies: readonly ConversionAnomaly[]; anomalyCounts: Counts },
): Element[] {
  return (['blocking', 'warning', 'note'] as const).flatMap((severity) => {
    const own = Object.entries(anomalyCounts)
      .filter(([, one]) => one.severity === severity)
      .sort(([, a], [, b]) => b.count - a.count);
    if (own.length === 0) return [];
    const count = own.reduce((sum, [, one]) => sum + one.count, 0);
    const shown = own.slice(0, MOST[severity]);
    const left = own.length - shown.length;
    const heading = t(`conversion.severity.${severity}`, { count, total: formatNumber(locale, count) });
    return [
      paragraph(heading, {
        weight: 'Bolder',
        spacing: 'Medium',
        ...(severity === 'blocking' && { color: 'Attention' }),
      }),
      ...shown.map(([code, { count: times }]) => {
        const first: Said = anomalies.find((one) => one.code === code) ?? { code };
        const sentence = `${first.line === undefined ? '' : anomalyPlace(locale, first)}${anomalyText(locale, first)}`;
        const said = times > 1 ? t('conversion.times', { sentence, total: formatNumber(locale, times) }) : sentence;
        return note(plain(shorten(said, 400)));
      }),
      ...(left > 0 ? [note(t('conversion.more', { count: left, total: formatNumber(locale, left) }))] : []),
    ];
  });
}
