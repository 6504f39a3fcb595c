import type { GraphClient } from './graph-client.ts';

export type Mail = { to: string; toName?: string; subject: string; html: string };

/**
 * Sends a mail from the firm's shared mailbox. Accepted is not delivered, and the call is not idempotent: mark it as
 * being sent before, and after an unknown outcome look it up with `findSentMail`.
 *
 * @param messageId our own `Message-ID`, unique to the reason of the mail. Sent twice with the same one, most
 * mailboxes show it once.
 */
export async function sendMail(graph: GraphClient, mailbox: string, mail: Mail, messageId: string): Promise<void> {
  await graph.request({
    method: 'POST',
    path: `/users/${encodeURIComponent(mailbox)}/sendMail`,
    body: {
      message: {
        subject: mail.subject,
        body: { contentType: 'HTML', content: mail.html },
        toRecipients: [{ emailAddress: { address: mail.to, name: mail.toName } }],
        internetMessageId: messageId,
      },
      saveToSentItems: true,
    },
  });
}
