/** The frame around every page, and the headers that go with it. */
import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { Html, html } from './html.ts';
import { REFRESH_SCRIPT, STYLE } from './style.ts';

/** Only our own style and script run, known by their hash: markup that slipped through would stay dead. */
const POLICY = [
  "default-src 'none'",
  `style-src ${hash(STYLE)}`,
  `script-src ${hash(REFRESH_SCRIPT)}`,
  "connect-src 'self'",
  'img-src data:',
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export type Page = {
  title: string;
  body: Html;
  status?: number;
  /** False for the page that clients of the firm see: the rest of the tenant is none of their business. */
  hasMenu?: boolean;
};

/** Sends a whole page. */
export function sendPage(response: Response, { title, body, status = 200, hasMenu = true }: Page): void {
  const menu = html`<header><strong>Tenant local</strong><nav aria-label="Pages"><a href="/">Accueil</a>
    <a href="/outbox">Courriels envoyés</a> <a href="/directory">Annuaire</a></nav></header>`;
  const page = html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(STYLE)}</style>
</head>
<body>
${hasMenu && menu}
<main>
${body}
</main>
<script>${new Html(REFRESH_SCRIPT)}</script>
</body>
</html>
`;
  response
    .status(status)
    .set({
      'Content-Security-Policy': POLICY,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
    })
    .type('html')
    .send(page.toString());
}

const DATE = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Paris' });

/** « 22 novembre 2026 à 10:42 » */
export function frenchDate(date: string): string {
  return DATE.format(new Date(date));
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
