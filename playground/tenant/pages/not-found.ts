/** The page for an address that leads nowhere. */
import type { Request, Response } from 'express';
import { html } from './html.ts';
import { sendPage } from './layout.ts';

export function showNotFound(_request: Request, response: Response): void {
  sendPage(response, {
    status: 404,
    title: 'Page introuvable',
    body: html`<h1>Cette page n’existe pas</h1>
<p>L’adresse est peut-être incomplète, ou le tenant local a été remis à zéro. <a href="/">Revenir à l’accueil</a></p>`,
  });
}
