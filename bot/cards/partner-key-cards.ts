/** The cards about a partner's keys: the one time that a key is seen, and the questions before one is replaced or ended. */
import type { PartnerKeyView, PartnerView } from '../../workflows/partners/get-partner.ts';
import { formatMoment, type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, choices, note, paragraph, plain, shorten, title } from './parts.ts';
import { GRACE_CHOICES } from './verbs.ts';

type ShownKeyData = {
  locale: Locale;
  timeZone: string;
  made: { partnerId: string; name: string; key: string };
  /** When it takes the place of others: until when the one that the partner uses stays good, if it does. */
  replaces?: { oldUntil?: Date };
};

/** The only time that the key is seen. */
export function shownPartnerKeyCard({ locale, timeZone, made, replaces }: ShownKeyData): Answer {
  const t = words(locale);
  const until = replaces?.oldUntil;
  const old = until ? t('partnerKey.oldUntil', { at: formatMoment(locale, timeZone, until) }) : t('partnerKey.noOld');
  return {
    summary: t('partnerKey.shownTitle'),
    card: card({
      speak: t('partnerKey.shownTitle'),
      body: [
        title(t('partnerKey.shownTitle')),
        paragraph(plain(shorten(made.name, 120)), { isSubtle: true }),
        paragraph(plain(made.key), { fontType: 'Monospace' }),
        paragraph(t('partnerKey.shownOnce'), { weight: 'Bolder' }),
        replaces && paragraph(old),
        note(t('partnerKey.shownUse')),
      ],
      buttons: [
        button(t('partners.see'), 'partner.view', { partnerId: made.partnerId }),
        button(t('partners.seeAll'), 'command.run', { command: 'list-partners' }),
      ],
    }),
  };
}

/** Asks how long the old key stays good, so that the partner changes without a gap. */
export function rotatePartnerKeyCard(locale: Locale, { partnerId, version, name }: PartnerView): Answer {
  const t = words(locale);
  return {
    summary: t('partnerKey.rotateSummary'),
    card: card({
      speak: t('partnerKey.rotateSummary'),
      body: [
        title(t('partnerKey.rotateTitle', { name: plain(shorten(name, 120)) })),
        paragraph(t('partnerKey.rotateIntro')),
        choices(
          ...(['graceHours', t('partnerKey.grace')] as const),
          GRACE_CHOICES.map((value) => ({ title: t(`partnerKey.graceHours.${value}`), value })),
          { value: '24' },
        ),
      ],
      buttons: [
        button(...([t('partnerKey.confirmRotate'), 'partner.rotate', { partnerId, version }] as const), {
          style: 'positive',
          associatedInputs: 'auto',
        }),
        button(t('buttons.back'), 'partner.view', { partnerId }),
      ],
    }),
  };
}

export function revokePartnerKeyCard(
  locale: Locale,
  { partnerId, name, keys }: PartnerView,
  key: PartnerKeyView,
): Answer {
  const t = words(locale);
  const isLast = keys.filter(({ isGood }) => isGood).length === 1;
  return {
    summary: t('partnerKey.revokeSummary'),
    card: card({
      speak: t('partnerKey.revokeSummary'),
      body: [
        title(t('partnerKey.revokeTitle', { name: plain(shorten(name, 120)) })),
        note(plain(key.prefix)),
        paragraph(t('partnerKey.revokeIntro')),
        isLast && paragraph(t('partnerKey.revokeLast'), { weight: 'Bolder' }),
      ],
      buttons: [
        button(...([t('partnerKey.confirmRevoke'), 'partner.revoke-key', { partnerId, keyId: key.keyId }] as const), {
          style: 'destructive',
        }),
        button(t('buttons.back'), 'partner.view', { partnerId }),
      ],
    }),
  };
}

export function revokePartnerCard(locale: Locale, { partnerId, name }: PartnerView): Answer {
  const t = words(locale);
  return {
    summary: t('partnerRevoke.summary'),
    card: card({
      speak: t('partnerRevoke.summary'),
      body: [
        title(t('partnerRevoke.title', { name: plain(shorten(name, 120)) })),
        paragraph(t('partnerRevoke.intro')),
        note(t('partnerRevoke.kept')),
      ],
      buttons: [
        button(t('partnerRevoke.confirm'), 'partner.revoke', { partnerId }, { style: 'destructive' }),
        button(t('buttons.back'), 'partner.view', { partnerId }),
      ],
    }),
  };
}
