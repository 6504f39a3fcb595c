import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { buildWorld, type World } from '../support/world.ts';
import { IMAGES } from './playground.ts';

/** What the page says of itself: what sticks out, and how far. Written as text: it runs in the browser. */
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
/** The contrast (WCAG) of every piece of text with what is behind it, at its lowest. */
const LOWEST_CONTRAST = `(() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
  const behind = (node) => {
    for (let one = node; one; one = one.parentElement) {
      const color = parse(getComputedStyle(one).backgroundColor);
      if (color.length < 4 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const texts = [...document.querySelectorAll('body *')].filter((one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()));
  return Math.min(...texts.map((one) => {
    const [a, b] = [light(parse(getComputedStyle(one).color)), light(behind(one))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }));
})()`;

describe('The page of the API, in a real browser', () => {
  let world: World;
  let browser: Browser;
  before(async function () {
    this.timeout(60_000);
    await mkdir(IMAGES, { recursive: true });
    [world, browser] = await Promise.all([buildWorld('api-docs'), openBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await world?.close();
  });

  for (const width of [390, 1280]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`is readable at ${width} pixels, ${colorScheme}`, async function () {
        this.timeout(60_000);
        const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, locale: 'fr-FR' });
        const said: string[] = [];
        const asked: string[] = [];
        page.on('console', (message) => said.push(message.text()));
        page.on('request', (request) => asked.push(new URL(request.url()).pathname));
        await page.goto(`${world.apiUrl}/api/v1/docs`);
        await page.screenshot({ path: join(IMAGES, `api-${width}-${colorScheme}.png`) });
        expect(await page.evaluate(OVERFLOW), 'nothing sticks out').to.equal(0);
        // Browsers ask for an icon by themselves.
        expect(asked.filter((path) => path !== '/favicon.ico')).to.deep.equal(['/api/v1/docs']);
        expect(said.filter((line) => !line.includes('404'))).to.deep.equal([]);
        expect(await page.evaluate(LOWEST_CONTRAST), 'contrast').to.be.greaterThan(4.5);
        for (const more of await page.locator('details > summary').all()) await more.evaluate('(one) => one.click()');
        expect(await page.evaluate(OVERFLOW), 'nor once everything is open').to.equal(0);
        await page.close();
      });
    }
  }

  it('selects the whole command with one click, and leads from its contents to an operation', async function () {
    this.timeout(60_000);
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${world.apiUrl}/api/v1/docs`);
    await page.getByText('--data-binary').first().click();
    const selected = String(await page.evaluate('getSelection().toString()'));
    expect(selected)
      .to.match(/^curl /)
      .and.to.match(/912345675FEC20251231\.txt\s*$/);
    await page.getByRole('navigation').getByText('Transmettre un fichier').click();
    expect(await page.locator('h3#receiveImport').isVisible()).to.equal(true);
    expect(new URL(page.url()).hash).to.equal('#receiveImport');
    await page.close();
  });
});
