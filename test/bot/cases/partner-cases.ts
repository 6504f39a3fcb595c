/** The cards of partner applications, in every state that they can show. */
import { type PartnerRemark, partnerCard } from '../../../bot/cards/partner-card.ts';
import { partnerFormCard } from '../../../bot/cards/partner-form-card.ts';
import {
  revokePartnerCard,
  revokePartnerKeyCard,
  rotatePartnerKeyCard,
  shownPartnerKeyCard,
} from '../../../bot/cards/partner-key-cards.ts';
import { partnerWebhookCard, shownWebhookSecretCard } from '../../../bot/cards/partner-webhook-cards.ts';
import { partnersCard } from '../../../bot/cards/partners-card.ts';
import type { Locale } from '../../../bot/locales/index.ts';
import type { Answer } from '../../../bot/turn.ts';
import { CALL_FAULTS, WEBHOOK_ENDS } from '../../../models/webhook-delivery.ts';
import type { PartnerForm, PartnerFormFaults } from '../../../workflows/partners/check-partner-form.ts';
import type { WebhookFault } from '../../../workflows/partners/check-webhook-url.ts';
import type { PartnerKeyView, PartnerView } from '../../../workflows/partners/get-partner.ts';
import type { PartnerLine } from '../../../workflows/partners/list-partners.ts';

const AT = new Date('2026-11-23T09:00:00Z');
const ID = 'a'.repeat(24);
const REMARKS: PartnerRemark[] = ['changed', 'unchanged', 'stale', 'keyRevoked', 'webhookRemoved'];
const WEBHOOK_FAULTS: WebhookFault[] = [
  ...(['webhook-invalid', 'webhook-not-https', 'webhook-credentials', 'webhook-private'] as const),
];
const DOSSIER_FAULTS = [
  ...(['dossiers-missing', 'dossier-none', 'dossier-several', 'dossier-left', 'dossier-too-many'] as const),
];
const SECRET = 'whsec_Ab+/c_0123456789Ab+/c0123456789Ab+/c0123456=';

type Longest = (length: number) => string;

export function partnerCases(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  return {
    ...listCases(locale, hostile, longest),
    ...viewCases(locale, hostile, longest),
    ...formCases(locale, hostile, longest),
    ...secretCases(locale, hostile, longest),
  };
}

function keyOf(overrides: Partial<PartnerKeyView> = {}): PartnerKeyView {
  const common = { keyId: ID, prefix: 'relaisp_0123456789ab', isGood: true, createdAt: AT };
  return { ...common, creator: 'Camille Roux', ...overrides };
}

function viewOf(overrides: Partial<PartnerView> = {}): PartnerView {
  return {
    ...{ partnerId: ID, name: 'Pulsar Notes de frais', reach: 'all', dossierCount: 0, createdAt: AT, version: 3 },
    ...{ requestsPerMinute: 120, dossiers: [], keys: [keyOf()], creator: 'Camille Roux', ...overrides },
  };
}

function dossiersOf(count: number, code = 'TEST', name = 'Boulangerie Martin') {
  return Array.from({ length: count }, () => ({ code, raisonSociale: name }));
}

function listCases(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  const line = (overrides: Partial<PartnerLine> = {}): PartnerLine => ({
    ...{ partnerId: ID, name: 'Pulsar Notes de frais', reach: 'all', dossierCount: 0 },
    ...{ prefix: 'relaisp_0123456789ab', createdAt: AT, ...overrides },
  });
  const show = (lines: PartnerLine[], skip = 0, total = lines.length) =>
    partnersCard({ locale, timeZone: 'Europe/Paris', page: { lines, skip, limit: 8, total } });
  return {
    'partners, none': show([]),
    'partners, past the end': show([], 8, 3),
    partners: show([
      ...[line({ lastUsedAt: AT }), line({ reach: 'dossiers', dossierCount: 1 })],
      ...[line({ reach: 'dossiers', dossierCount: 12, prefix: undefined }), line({ revokedAt: AT, prefix: undefined })],
    ]),
    'partners, in the middle': show([line()], 8, 20),
    'partners, hostile': show([line({ name: hostile })]),
    'partners, longest': show(
      Array.from({ length: 8 }, () =>
        line({ name: longest(60), reach: 'dossiers', dossierCount: 500, lastUsedAt: AT }),
      ),
      8,
      1_000,
    ),
  };
}

function viewCases(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  const show = (overrides: Partial<PartnerView> = {}, remark?: PartnerRemark) =>
    partnerCard({ locale, timeZone: 'Europe/Paris', partner: viewOf(overrides), remark });
  const ended = [keyOf({ isGood: false, revokedAt: AT }), keyOf({ isGood: false, expiresAt: AT, lastUsedAt: AT })];
  const cases: Record<string, Answer> = {
    'partner, global': show(),
    'partner, restricted': show({ reach: 'dossiers', dossierCount: 2, dossiers: dossiersOf(2) }),
    'partner, one dossier over': show({ reach: 'dossiers', dossierCount: 21, dossiers: dossiersOf(21) }),
    'partner, two good keys': show({ keys: [keyOf(), keyOf({ expiresAt: AT, lastUsedAt: AT }), ...ended] }),
    'partner, no good key': show({ keys: ended }),
    'partner, with a webhook': show({ webhookUrl: 'https://api.pulsar.example/relais' }),
    'partner, maker gone': show({ creator: undefined, keys: [keyOf({ creator: undefined })] }),
    'partner, revoked': show({ revokedAt: AT, keys: ended }),
    'partner, hostile': show({
      ...{ name: hostile, reach: 'dossiers', dossierCount: 1, dossiers: dossiersOf(1, hostile, hostile) },
      ...{ creator: hostile, keys: [keyOf({ creator: hostile })] },
    }),
    'partner, longest': show(
      {
        ...{ name: longest(60), reach: 'dossiers', dossierCount: 500, dossiers: dossiersOf(500, longest(40)) },
        ...{ creator: longest(256), webhookUrl: `https://${'a'.repeat(60)}.example/${'x'.repeat(400)}` },
        keys: Array.from({ length: 20 }, (_, at) =>
          keyOf({ isGood: at < 2, creator: longest(256), expiresAt: AT, lastUsedAt: AT }),
        ),
      },
      'stale',
    ),
    'partner, revoke': revokePartnerCard(locale, viewOf()),
    'partner, revoke, hostile': revokePartnerCard(locale, viewOf({ name: hostile })),
  };
  for (const remark of REMARKS) cases[`partner, ${remark}`] = show({}, remark);
  const webhookUrl = 'https://api.pulsar.example/relais';
  const times = { calledAt: AT, nextAttemptAt: AT };
  for (const state of ['sending', 'delivered', 'failed', 'given-up'] as const) {
    const last = { ...times, state, lastStatus: state === 'delivered' ? 200 : 503 };
    cases[`partner, last call ${state}`] = show({ webhookUrl, calls: { last, undelivered: 3 } });
  }
  for (const lastError of [...CALL_FAULTS, ...WEBHOOK_ENDS]) {
    const last = { ...times, state: 'given-up' as const, lastError };
    cases[`partner, last call ${lastError}`] = show({ webhookUrl, calls: { last, undelivered: 1 } });
  }
  return cases;
}

function formCases(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  const blank: PartnerForm = { name: '', reach: '', dossiers: '', dossierIds: '' };
  const form: PartnerForm = { name: 'Pulsar', reach: 'dossiers', dossiers: 'TEST, FLEURS', dossierIds: '' };
  const modifies = { partnerId: ID, version: 3, name: 'Pulsar' };
  const choices = {
    dossiers: [
      { id: 'b'.repeat(24), code: 'TEST1', raisonSociale: 'Boulangerie Martin' },
      { id: 'c'.repeat(24), code: 'TEST12', raisonSociale: hostile },
    ],
    hasMore: true,
  };
  const cases: Record<string, Answer> = {
    'partner form': partnerFormCard({ locale, form: blank }),
    'partner form, named': partnerFormCard({ locale, form: { ...blank, name: 'Pulsar' } }),
    'partner form, to modify': partnerFormCard({ locale, form, modifies }),
    'partner form, to modify, many dossiers': partnerFormCard({ locale, form, modifies: { ...modifies, kept: 340 } }),
    'partner form, hostile': partnerFormCard({
      ...{ locale, form: { ...form, name: hostile, dossiers: hostile } },
      ...{ modifies: { ...modifies, name: hostile }, choices },
      faults: { dossiers: { fault: 'dossier-none', typed: hostile } },
    }),
    'partner form, longest': partnerFormCard({
      locale,
      form: { name: longest(400), reach: 'dossiers', dossiers: longest(6_000), dossierIds: longest(400) },
      faults: {
        ...{ name: 'name-taken', reach: 'reach-missing' },
        dossiers: { fault: 'dossier-several', typed: longest(6_000) },
      },
      choices: {
        dossiers: Array.from({ length: 10 }, (_, at) => ({
          ...{ id: `${at}`.repeat(24), code: longest(40), raisonSociale: longest(200) },
        })),
        hasMore: true,
      },
      modifies: { ...modifies, name: longest(60), kept: 500 },
    }),
  };
  const all: PartnerFormFaults[] = [
    ...[{ name: 'name-invalid' } as const, { name: 'name-taken' } as const, { reach: 'reach-missing' } as const],
    ...DOSSIER_FAULTS.map((fault) => ({ dossiers: { fault, typed: 'TEST' } })),
  ];
  for (const faults of all) {
    cases[`partner form, ${JSON.stringify(faults)}`] = partnerFormCard({ locale, form, faults, choices });
  }
  for (const fault of WEBHOOK_FAULTS) {
    cases[`partner webhook, ${fault}`] = partnerWebhookCard({ locale, partner: viewOf(), typed: 'x', fault });
  }
  return {
    ...cases,
    'partner webhook': partnerWebhookCard({ locale, partner: viewOf() }),
    'partner webhook, set': partnerWebhookCard({
      ...{ locale, partner: viewOf({ webhookUrl: 'https://api.pulsar.example/relais' }) },
    }),
    'partner webhook, hostile': partnerWebhookCard({ locale, partner: viewOf({ name: hostile }), typed: hostile }),
    'partner webhook, longest': partnerWebhookCard({
      ...{ locale, partner: viewOf({ name: longest(60), webhookUrl: `https://a.example/${'x'.repeat(480)}` }) },
      ...{ typed: longest(1_000), fault: 'webhook-private' },
    }),
  };
}

function secretCases(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  const time = { locale, timeZone: 'Europe/Paris' };
  const key = `relaisp_0123456789ab_${'A_'.repeat(21)}A`;
  const shown = (name: string, replaces?: { oldUntil?: Date }) =>
    shownPartnerKeyCard({ ...time, made: { partnerId: ID, name, key }, replaces });
  const secret = (name: string, oldUntil?: Date) =>
    shownWebhookSecretCard({
      ...{ ...time, made: { partnerId: ID, name, url: 'https://api.pulsar.example/x', secret: SECRET, oldUntil } },
    });
  const two = [keyOf(), keyOf({ keyId: 'b'.repeat(24), expiresAt: AT })];
  return {
    'partner key, shown': shown('Pulsar'),
    'partner key, shown, the old one for a while': shown('Pulsar', { oldUntil: AT }),
    'partner key, shown, the old one ended': shown('Pulsar', {}),
    'partner key, shown, hostile': shown(hostile),
    'partner key, shown, longest': shown(longest(60), { oldUntil: AT }),
    'partner key, rotate': rotatePartnerKeyCard(locale, viewOf()),
    'partner key, rotate, hostile': rotatePartnerKeyCard(locale, viewOf({ name: hostile })),
    'partner key, revoke the last': revokePartnerKeyCard(locale, viewOf(), keyOf()),
    'partner key, revoke one of two': revokePartnerKeyCard(locale, viewOf({ keys: two }), two[1]!),
    'partner key, revoke, hostile': revokePartnerKeyCard(locale, viewOf({ name: hostile }), keyOf()),
    'partner secret, shown': secret('Pulsar'),
    'partner secret, shown, the old one for a while': secret('Pulsar', AT),
    'partner secret, shown, hostile': secret(hostile),
    'partner secret, shown, longest': secret(longest(60), AT),
  };
}
