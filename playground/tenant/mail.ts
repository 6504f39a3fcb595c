/** The firm's mailbox: send, and look in Sent Items whether it was. */
import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';
import type { Answer } from './answer.ts';
import { badRequest, mailboxDenied } from './errors.ts';
import { context, page, parameter, queryOptions, readBody } from './odata.ts';
import type { SentMail } from './records.ts';
import type { Tenant } from './tenant.ts';

const recipient = z.looseObject({
  emailAddress: z.looseObject({
    address: z.string().regex(/^[^\s@<>]+@[^\s@<>]+$/, 'not an e-mail address'),
    name: z.string().nullish(),
  }),
});
const recipients = z.array(recipient);

const mailBody = z.strictObject({
  saveToSentItems: z.boolean().default(true),
  message: z.looseObject({
    subject: z.string().max(255),
    body: z.looseObject({
      contentType: z
        .string()
        .toLowerCase()
        .pipe(z.enum(['html', 'text'])),
      content: z.string(),
    }),
    toRecipients: recipients.min(1, 'at least one recipient is needed'),
    ccRecipients: recipients.optional(),
    bccRecipients: recipients.optional(),
    replyTo: recipients.optional(),
    internetMessageId: z
      .string()
      .regex(/^<[^<>\s]+@[^<>\s]+>$/, 'not a message id')
      .optional(),
    internetMessageHeaders: z.array(z.strictObject({ name: z.string(), value: z.string().max(995) })).optional(),
    attachments: z.array(z.looseObject({ name: z.string().optional() })).optional(),
  }),
});

/** Exchange's own limit. */
const MOST_HEADERS = 5;

/** POST /users/{mailbox}/sendMail. Sending the same message twice records it twice: there is no idempotency key. */
export function sendMail(tenant: Tenant, request: Request): Answer {
  const mailbox = allowedMailbox(tenant, request);
  const { message, saveToSentItems } = readBody(request, mailBody);
  checkHeaders(message.internetMessageHeaders ?? []);
  const mail: SentMail = {
    id: randomUUID(),
    mailbox,
    sentAt: tenant.now().toISOString(),
    internetMessageId: message.internetMessageId ?? `<${randomUUID()}@${mailbox.split('@')[1]}>`,
    savedToSentItems: saveToSentItems,
    message,
  };
  tenant.store.commit({ kind: 'mail', key: mail.id, value: mail });
  return { status: 202 };
}

/** GET /users/{mailbox}/mailFolders/sentitems/messages?$filter=internetMessageId eq '<...>' */
export function listSentItems(tenant: Tenant, request: Request): Answer {
  const mailbox = allowedMailbox(tenant, request);
  const options = queryOptions(request, ['$filter', '$select', '$top', '$skiptoken']);
  const wanted = /^internetMessageId eq '((?:[^']|'')*)'$/.exec(options.$filter ?? '')?.[1]?.replaceAll("''", "'");
  if (wanted === undefined) {
    throw badRequest('The query filter contains one or more invalid nodes.', 'ErrorInvalidUrlQueryFilter');
  }
  const properties = (options.$select ?? 'id,internetMessageId').split(',').map((name) => name.trim());
  const other = properties.find((name) => name !== 'id' && name !== 'internetMessageId');
  if (other)
    throw badRequest(`Could not find a property named '${other}' on type 'Microsoft.OutlookServices.Message'.`);

  const found = [...tenant.store.mails.values()].filter(
    (mail) => mail.savedToSentItems && mail.mailbox === mailbox && mail.internetMessageId === wanted,
  );
  const path = `/users/${encodeURIComponent(mailbox)}/mailFolders/sentitems/messages`;
  const { value, ...links } = page(tenant, path, options, found, (mail) => mail.id);
  const messages = value.map(({ id, internetMessageId }) =>
    properties.includes('internetMessageId') ? { id, internetMessageId } : { id },
  );
  const of = `users('${encodeURIComponent(mailbox)}')/mailFolders('sentitems')/messages(${properties.join(',')})`;
  return { status: 200, body: { ...context(tenant, of), ...links, value: messages } };
}

function allowedMailbox(tenant: Tenant, request: Request): string {
  const mailbox = parameter(request, 'user').toLowerCase();
  if (!tenant.settings.mailboxes.includes(mailbox)) throw mailboxDenied();
  return mailbox;
}

function checkHeaders(headers: { name: string }[]): void {
  const wrong = headers.find(({ name }) => !/^x-/i.test(name));
  if (wrong) {
    const message = `The internet message header name '${wrong.name}' should start with 'x-' or 'X-'.`;
    throw badRequest(message, 'InvalidInternetMessageHeader');
  }
  if (headers.length > MOST_HEADERS) {
    const message = `Maximum number of headers in one message should be less than or equal to ${MOST_HEADERS}.`;
    throw badRequest(message, 'InvalidInternetMessageHeaderCollection');
  }
}
