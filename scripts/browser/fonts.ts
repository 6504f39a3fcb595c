import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Tells a browser where letters are: the fonts of the unpacked Chromium (Open Sans has every French sign) beside those
 * of the system. The package's own list names folders that exist only where it was meant to run.
 */
export function fontEnvironment(folder: string): Record<string, string> {
  const file = join(folder, 'fonts.conf');
  const content = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    `  <dir>${escapeXml(join(folder, 'fonts'))}</dir>`,
    '  <dir>/usr/share/fonts</dir>',
    '  <dir>/usr/local/share/fonts</dir>',
    `  <cachedir>${escapeXml(join(folder, 'fonts-cache'))}</cachedir>`,
    '</fontconfig>',
    '',
  ].join('\n');
  // The folder may have moved since it was unpacked.
  if (!existsSync(file) || readFileSync(file, 'utf8') !== content) {
    writeFileSync(`${file}.${process.pid}`, content);
    renameSync(`${file}.${process.pid}`, file);
  }
  return { FONTCONFIG_FILE: file };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
