/** What this server is, and where to go. */
import type { Request, Response } from 'express';
import type { Tenant } from '../tenant.ts';
import { html } from './html.ts';
import { sendPage } from './layout.ts';

export function showHome(tenant: Tenant, _request: Request, response: Response): void {
  const { users, mails } = tenant.store;
  const guests = [...users.values()].filter((user) => user.userType === 'Guest').length;
  sendPage(response, {
    title: 'Tenant local',
    body: html`<p class="firm">${tenant.firmName}</p>
<h1>Le tenant Microsoft&nbsp;365 du cabinet, sur cette machine</h1>
<p>Relais s’adresse à ce serveur comme il s’adresserait à Microsoft Graph&nbsp;: il y invite des clients, les ajoute à
l’équipe et envoie les courriels du cabinet. Rien ne sort de cette machine&nbsp;: aucun courriel ne part réellement, aucun
compte n’est créé chez Microsoft.</p>
<ul class="rows">
<li><a class="title" href="/outbox">Courriels envoyés</a><span class="end soft">${count(mails.size, 'courriel')}</span>
<span class="wide soft">Les messages que les clients auraient reçus. Ouvrez une invitation pour l’accepter à leur place.</span></li>
<li><a class="title" href="/directory">Annuaire</a><span class="end soft">${count(users.size, 'compte')}, dont ${count(guests, 'invité')}</span>
<span class="wide soft">Les membres du cabinet, et les invités avec l’état de leur invitation.</span></li>
</ul>`,
  });
}

const PLURAL = new Intl.PluralRules('fr');

function count(number: number, noun: string): string {
  return `${number.toLocaleString('fr')} ${noun}${PLURAL.select(number) === 'one' ? '' : 's'}`;
}
