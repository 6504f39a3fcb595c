import type { NotificationRecord } from '../../models/notification.ts';
import type { Services } from '../../workflows/services.ts';
import type { Locale } from '../locales/index.ts';
import type { MailText } from '../mails/layout.ts';
import type { Answer } from '../turn.ts';

/** What a notification says: the card in Teams and, for somebody whom Teams does not reach, the same words by mail. */
export type Said = { card: Answer; mail: MailText };

/**
 * Finds the words of one kind of notification, from the records as they stand now.
 *
 * @returns undefined when there is nothing left to say.
 */
export type SayNotification = (
  services: Services,
  notification: NotificationRecord,
  locale: Locale,
) => Promise<Said | undefined>;
