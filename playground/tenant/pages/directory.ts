/** The tenant's people and where each invitation stands. */
import type { Request, Response } from 'express';
import type { TenantUser } from '../records.ts';
import type { Tenant } from '../tenant.ts';
import { html } from './html.ts';
import { frenchDate, sendPage } from './layout.ts';

export function showDirectory(tenant: Tenant, _request: Request, response: Response): void {
  // Members first, then guests, each in alphabetical order.
  const people = [...tenant.store.users.values()].sort(
    (a, b) => b.userType.localeCompare(a.userType) || a.displayName.localeCompare(b.displayName, 'fr'),
  );
  sendPage(response, {
    title: 'Annuaire',
    body: html`<p class="firm">${tenant.firmName}</p>
<h1>Annuaire</h1>
<ul class="rows" data-refresh data-testid="directory">${people.map(row)}</ul>`,
  });
}

function row(user: TenantUser) {
  const { words, tone } = state(user);
  return html`<li><span class="title">${user.displayName}</span><span class="end ${tone}">${words}</span>
<span class="soft">${user.mail ?? user.userPrincipalName}</span><span class="end soft">${since(user)}</span></li>`;
}

function state(user: TenantUser): { words: string; tone: string } {
  if (!user.accountEnabled) return { words: 'compte désactivé', tone: 'soft' };
  if (user.userType === 'Member') return { words: 'membre', tone: 'soft' };
  if (user.externalUserState === 'Accepted') return { words: 'invité — accepté', tone: 'done' };
  if (user.externalUserState === 'PendingAcceptance') return { words: 'invité — en attente', tone: 'waiting' };
  return { words: 'invité — état inconnu', tone: 'soft' };
}

function since(user: TenantUser): string {
  return user.externalUserStateChangeDateTime ? `depuis le ${frenchDate(user.externalUserStateChangeDateTime)}` : '';
}
