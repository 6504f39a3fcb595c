import { formatNumber } from '../bot/locales/index.ts';

const MEGABYTE = 1024 * 1024;

/** A limit as people read it: « 50 Mo », « 2 Go ». */
export function sizeText(bytes: number): string {
  const megabytes = Math.floor(bytes / MEGABYTE);
  const isWhole = megabytes >= 1_024 && megabytes % 1_024 === 0;
  return isWhole ? `${formatNumber('fr', megabytes / 1_024)}\u00A0Go` : `${formatNumber('fr', megabytes)}\u00A0Mo`;
}
