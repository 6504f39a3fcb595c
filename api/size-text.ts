import { formatNumber } from '../bot/locales/index.ts';

const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;

/** A limit as people read it: « 64 Ko », « 50 Mo », « 2 Go ». */
export function sizeText(bytes: number): string {
  if (bytes < MEGABYTE) return `${formatNumber('fr', Math.floor(bytes / KILOBYTE))}\u00A0Ko`;
  const megabytes = Math.floor(bytes / MEGABYTE);
  const isWhole = megabytes >= 1_024 && megabytes % 1_024 === 0;
  return isWhole ? `${formatNumber('fr', megabytes / 1_024)}\u00A0Go` : `${formatNumber('fr', megabytes)}\u00A0Mo`;
}
