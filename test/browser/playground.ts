/** The whole house of `npm start`, on ports and data of its own, and a page of the Playground. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';

export type House = { chatUrl: string; tenantUrl: string; apiUrl: string; stop(): Promise<void> };

/** Screenshots go to a git-ignored folder, or where RELAIS_IMAGES says (docs/images). */
export const IMAGES = process.env.RELAIS_IMAGES ?? '.relais/images';

export type Conversation = {
  house: House;
  browser: Browser;
  page: Page;
  /** Keeps a picture of the page under this name. */
  shot(name: string): Promise<void>;
  close(): Promise<void>;
};

/** The whole house with somebody in front of it, in the personal chat. */
export async function openConversation({ height = 1_000 } = {}): Promise<Conversation> {
  await mkdir(IMAGES, { recursive: true });
  const [house, browser] = await Promise.all([startHouse(), openBrowser()]);
  const page = await browser.newPage({ viewport: { width: 1280, height }, locale: 'fr-FR' });
  await page.goto(house.chatUrl);
  await page.getByText('Bonjour, je suis Relais').waitFor();
  // The developer's log would take a third of the picture.
  await page.getByText('Log Panel').locator('xpath=..').locator('button').last().click();
  return {
    ...{ house, browser, page },
    async shot(name) {
      // Fonts and the card's own layout settle a moment after the text is there.
      await page.waitForTimeout(500);
      await page.screenshot({ path: join(IMAGES, `${name}.png`) });
    },
    async close() {
      await browser.close();
      await house.stop();
    },
  };
}

/** Starts everything as a newcomer does, and waits until it says so. */
export async function startHouse(): Promise<House> {
  const [web, tenant, chat] = await freePorts(3);
  const dataFolder = await mkdtemp(join(tmpdir(), 'relais-browser-'));
  const child = spawn(process.execPath, ['scripts/run.mjs', 'playground/start.ts'], {
    env: {
      ...withoutTestSettings(),
      PORT: String(web),
      LOCAL_TENANT_PORT: String(tenant),
      PLAYGROUND_PORT: String(chat),
      RELAIS_DATA: dataFolder,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await saysReady(child);
  return {
    chatUrl: `http://127.0.0.1:${chat}`,
    tenantUrl: `http://127.0.0.1:${tenant}`,
    apiUrl: `http://127.0.0.1:${web}`,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Starts a post in the open channel, mentioning the bot as people do: by choosing it in the list. */
export async function mention(page: Page, sentence: string): Promise<void> {
  await page.getByText('Start a new post').waitFor();
  await page.locator('[data-lexical-editor="true"]').first().click();
  await page.keyboard.type('@');
  await page.locator('.fui-MenuItem__content', { hasText: 'Relais' }).click();
  await page.keyboard.type(` ${sentence}`);
  await page.getByRole('button', { name: 'Post', exact: true }).click();
}

/** Types a sentence in the conversation that is open. */
export async function type(page: Page, sentence: string): Promise<void> {
  await page.locator('[data-lexical-editor="true"]').click();
  await page.keyboard.type(sentence);
  await page.keyboard.press('Enter');
}

function saysReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Prêt')) resolve();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${said}`)));
  });
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function withoutTestSettings(): NodeJS.ProcessEnv {
  const { MONGODB_URI: _, GRAPH_BASE_URL: __, LOG_LEVEL: ___, ...rest } = process.env;
  return rest;
}
