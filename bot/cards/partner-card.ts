import type { PartnerKeyView, PartnerView } from '../../workflows/partners/get-partner.ts';
import type { PartnerCalls } from '../../workflows/webhooks/find-calls.ts';
import { formatDay, formatMoment, type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { banner, button, card, type Element, facts, note, paragraph, plain, row, shorten, title } from './parts.ts';

export type PartnerRemark = 'changed' | 'unchanged' | 'stale' | 'keyRevoked' | 'webhookRemoved';
type PartnerData = { locale: Locale; timeZone: string; partner: PartnerView; remark?: PartnerRemark };

const MOST_CODES = 20;
/** Keys that no longer open anything, shown to tell what became of them. */
const MOST_ENDED = 3;

/** A partner application: what it may reach, its keys, and what can be done with it. */
export function partnerCard({ locale, timeZone, partner, remark }: PartnerData): Answer {
  const t = words(locale);
  const { partnerId, name, reach, dossierCount, keys, revokedAt, webhookUrl, requestsPerMinute } = partner;
  const good = keys.filter(({ isGood }) => isGood);
  const ended = keys.filter(({ isGood }) => !isGood).slice(0, MOST_ENDED);
  return {
    summary: name,
    card: card({
      speak: name,
      body: [
        title(plain(shorten(name, 120))),
        revokedAt && banner(t('partner.gone'), 'attention'),
        remark && paragraph(t(`partner.${remark}`)),
        facts([
          [t('partner.reach'), reach === 'all' ? t('partners.all') : t('partners.some', { count: dossierCount })],
          [t('partner.dossiers'), codesText(locale, partner)],
          // The address itself may hold a word that opens it.
          [t('partner.webhook'), webhookUrl ? plain(new URL(webhookUrl).host) : t('partner.noWebhook')],
          ...callFacts(locale, timeZone, partner.calls),
          [t('partner.rate'), t('partner.perMinute', { count: requestsPerMinute })],
          [t('partner.created'), createdText({ locale, timeZone, partner })],
        ]),
        paragraph(t('partner.keys'), { weight: 'Bolder' }),
        good.length === 0 ? note(t('partners.noKey')) : note(t('partner.keyHint')),
        ...[...good, ...ended].map((key) => keyRow(locale, timeZone, partnerId, key)),
      ],
      buttons: [
        ...(revokedAt ? [] : actsOn(locale, partnerId)),
        button(t('partners.seeAll'), 'command.run', { command: 'list-partners' }),
      ],
    }),
  };
}

function actsOn(locale: Locale, partnerId: string): Element[] {
  const t = words(locale);
  return [
    button(t('partner.edit'), 'partner.edit-ask', { partnerId }),
    button(t('partner.rotate'), 'partner.rotate-ask', { partnerId }),
    button(t('partner.editWebhook'), 'partner.webhook-ask', { partnerId }),
    button(t('partner.revoke'), 'partner.revoke-ask', { partnerId }, { style: 'destructive' }),
  ];
}

/** What came of telling the partner: the last call, and whether anything never arrived. */
function callFacts(
  locale: Locale,
  timeZone: string,
  { last, undelivered = 0 }: Partial<PartnerCalls> = {},
): [string, string][] {
  const t = words(locale);
  const rows: [string, string][] = [];
  if (last) {
    const { state, calledAt, nextAttemptAt, lastStatus, lastError } = last;
    const why = lastError ? t(`partner.callFault.${lastError}`) : t('partner.callStatus', { status: lastStatus });
    const [at, next] = [calledAt, nextAttemptAt].map((moment) => formatMoment(locale, timeZone, moment));
    rows.push([t('partner.lastCall'), t(`partner.call.${state}`, { at, next, why })]);
  }
  if (undelivered > 0) rows.push([t('partner.undelivered'), t('partner.undeliveredCount', { count: undelivered })]);
  return rows;
}

function codesText(locale: Locale, { dossiers }: PartnerView): string | undefined {
  const codes = dossiers.slice(0, MOST_CODES).map(({ code }) => plain(code));
  const others = dossiers.length - codes.length;
  if (others <= 0) return codes.join(', ');
  return words(locale)('partner.more', { codes: codes.join(', '), count: others });
}

function createdText({ locale, timeZone, partner: { createdAt, creator } }: PartnerData): string {
  const t = words(locale);
  const day = formatDay(locale, timeZone, createdAt);
  return creator ? t('partner.onBy', { day, person: plain(shorten(creator, 120)) }) : t('partner.on', { day });
}

function keyRow(locale: Locale, timeZone: string, partnerId: string, key: PartnerKeyView): Element {
  const t = words(locale);
  const { keyId, prefix, isGood, createdAt, creator, expiresAt, revokedAt, lastUsedAt } = key;
  const day = formatDay(locale, timeZone, createdAt);
  const made = creator
    ? t('partner.keyCreatedBy', { day, person: plain(shorten(creator, 120)) })
    : t('partner.keyCreated', { day });
  const used = lastUsedAt ? t('partners.used', { day: formatDay(locale, timeZone, lastUsedAt) }) : t('partners.unused');
  let state = '';
  if (revokedAt) state = t('partners.revoked', { day: formatDay(locale, timeZone, revokedAt) });
  else if (expiresAt && isGood) state = t('partner.keyUntil', { at: formatMoment(locale, timeZone, expiresAt) });
  else if (expiresAt) state = t('partner.keyEnded', { day: formatDay(locale, timeZone, expiresAt) });
  const opens = isGood ? button(t('partner.revoke'), 'partner.revoke-key-ask', { partnerId, keyId }) : undefined;
  return row(plain(prefix), [made, used, state], opens);
}
