/**
 * Draws `color.png` and `outline.png` from the SVG sources in `icons/`. The PNGs are committed: run this only after
 * changing a source, with `node --import tsx manifest/render-icons.ts`.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const ICONS = [
  { name: 'color', size: 192, transparent: false },
  { name: 'outline', size: 32, transparent: true },
];

const { default: carriedChromium } = await import('@sparticuz/chromium');
const browser = await chromium.launch({
  executablePath: await carriedChromium.executablePath(),
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-quic',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    // The colours of the sources, whatever the screen of the machine.
    '--force-color-profile=srgb',
  ],
});
try {
  for (const { name, size, transparent } of ICONS) {
    const svg = await readFile(new URL(`icons/${name}.svg`, import.meta.url), 'utf8');
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
    const path = fileURLToPath(new URL(`${name}.png`, import.meta.url));
    await page.screenshot({ path, omitBackground: transparent });
    await page.close();
    console.log(`${path} : ${size} × ${size}`);
  }
} finally {
  await browser.close();
}
