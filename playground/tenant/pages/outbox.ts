/** The mails the firm has sent: the list, one mail, and its body alone for the frame. */
import type { Request, Response } from 'express';
import type { Recipient, SentMail } from '../records.ts';
import type { Tenant } from '../tenant.ts';
import { html } from './html.ts';
import { frenchDate, sendPage } from './layout.ts';
import { showNotFound } from './not-found.ts';

const SHOWN = 200;

export function showOutbox(tenant: Tenant, _request: Request, response: Response): void {
  const mails = [...tenant.store.mails.values()].reverse();
  const rows = mails.slice(0, SHOWN).map(
    (mail) => html`<li><a class="title" href="/outbox/${mail.id}">${mail.message.subject || '(sans objet)'}</a>
<time class="end soft" datetime="${mail.sentAt}">${frenchDate(mail.sentAt)}</time>
<span class="wide soft">${addresses(mail.message.toRecipients)}</span></li>`,
  );
  const empty = html`<li class="empty">Aucun courriel pour l’instant. La liste se met à jour d’elle-même.</li>`;
  const older = html`<li class="empty">Les ${mails.length - SHOWN} courriels plus anciens ne sont pas affichés.</li>`;
  sendPage(response, {
    title: 'Courriels envoyés',
    body: html`<h1>Courriels envoyés</h1>
<ul class="rows" data-refresh data-testid="outbox">${rows.length > 0 ? rows : empty}${mails.length > SHOWN && older}</ul>`,
  });
}

export function showMail(tenant: Tenant, request: Request, response: Response): void {
  const mail = tenant.store.mails.get(String(request.params.mail));
  if (!mail) {
    showNotFound(request, response);
    return;
  }
  const { message } = mail;
  const attachments = (message.attachments ?? []).map(({ name }) => name ?? 'sans nom').join(', ');
  sendPage(response, {
    title: message.subject || '(sans objet)',
    body: html`<h1>${message.subject || '(sans objet)'}</h1>
<dl>
<dt>De</dt><dd>${mail.mailbox}</dd>
<dt>À</dt><dd>${addresses(message.toRecipients)}</dd>
${message.ccRecipients?.length && html`<dt>Cc</dt><dd>${addresses(message.ccRecipients)}</dd>`}
${message.bccRecipients?.length && html`<dt>Cci</dt><dd>${addresses(message.bccRecipients)}</dd>`}
<dt>Envoyé le</dt><dd><time datetime="${mail.sentAt}">${frenchDate(mail.sentAt)}</time></dd>
${attachments && html`<dt>Pièces jointes</dt><dd>${attachments}</dd>`}
</dl>
${bodyOf(mail)}`,
  });
}

/** The mail's own HTML, dead but for its links, which open beside. */
export function sendMailBody(tenant: Tenant, request: Request, response: Response): void {
  const mail = tenant.store.mails.get(String(request.params.mail));
  if (mail?.message.body.contentType !== 'html') {
    showNotFound(request, response);
    return;
  }
  response
    .set({
      // The second « sandbox », for whoever opens this address on its own.
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; form-action 'none'; " +
        'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    })
    .type('html')
    .send(
      `<!doctype html><base target="_blank"><meta name="viewport" content="width=device-width">${mail.message.body.content}`,
    );
}

/**
 * Without `allow-scripts` nothing in the frame runs; `allow-same-origin` lets the page measure it. The popups escape
 * the sandbox, without which the form of the redeem page could not be sent.
 */
function bodyOf({ id, message }: SentMail) {
  if (message.body.contentType === 'text') return html`<div class="sheet text">${message.body.content}</div>`;
  return html`<iframe title="Contenu du courriel" src="/outbox/${id}/body" data-testid="mail"
sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"></iframe>`;
}

function addresses(recipients: Recipient[]): string {
  return recipients
    .map(({ emailAddress: { name, address } }) => (name && name !== address ? `${name} <${address}>` : address))
    .join(', ');
}
