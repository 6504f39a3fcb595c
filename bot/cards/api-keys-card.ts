import { API_SCOPES } from '../../workflows/api-keys/create-key.ts';
import type { ApiKeyLine } from '../../workflows/api-keys/list-keys.ts';
import { formatDay, type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, choices, faultLine, note, paragraph, plain, row, shorten, textInput, title } from './parts.ts';

type KeysData = { locale: Locale; timeZone: string; lines: ApiKeyLine[]; hasMore: boolean };

/** The keys of the firm's programs; a line that is still good revokes its key. */
export function apiKeysCard({ locale, timeZone, lines, hasMore }: KeysData): Answer {
  const t = words(locale);
  const day = (at: Date) => formatDay(locale, timeZone, at);
  return {
    summary: t('apiKeys.title'),
    card: card({
      speak: t('apiKeys.title'),
      body: [
        title(t('apiKeys.title')),
        lines.length === 0 ? paragraph(t('apiKeys.none')) : note(t('apiKeys.hint')),
        ...lines.map(({ keyId, prefix, label, scopes, createdAt, creator, lastUsedAt, revokedAt }) =>
          row(
            plain(shorten(label, 120)),
            [
              plain(prefix),
              scopes.map((scope) => t(`apiKeys.scope.${scope}`)).join(', '),
              t('apiKeys.created', { day: day(createdAt), person: plain(shorten(creator ?? '…', 120)) }),
              revokedAt
                ? t('apiKeys.revoked', { day: day(revokedAt) })
                : lastUsedAt
                  ? t('apiKeys.used', { day: day(lastUsedAt) })
                  : t('apiKeys.unused'),
            ],
            revokedAt ? undefined : button(t('apiKeys.revoke'), 'api-key.revoke-ask', { keyId }),
          ),
        ),
        hasMore && note(t('apiKeys.more')),
      ],
      buttons: [button(t('apiKeys.create'), 'command.run', { command: 'create-api-key' })],
    }),
  };
}

/** Asks what the key is for, by which people will tell it from the others, and what it may do. */
export function newKeyCard(locale: Locale, typed?: { label: string; scopes: string }): Answer {
  const t = words(locale);
  return {
    summary: t('apiKeys.newTitle'),
    card: card({
      speak: t('apiKeys.newTitle'),
      body: [
        title(t('apiKeys.newTitle')),
        paragraph(t('apiKeys.newIntro')),
        textInput('label', t('apiKeys.label'), typed?.label, {
          maxLength: 60,
          placeholder: t('apiKeys.labelPlaceholder'),
        }),
        choices(
          ...(['scopes', t('apiKeys.scopes')] as const),
          API_SCOPES.map((value) => ({ title: t(`apiKeys.scope.${value}`), value })),
          { value: typed?.scopes ?? 'dossiers.import', isMultiSelect: true, isRequired: t('apiKeys.scopesMissing') },
        ),
        typed && faultLine(t('apiKeys.scopesMissing')),
      ],
      buttons: [
        button(t('apiKeys.create'), 'api-key.create', {}, { style: 'positive', associatedInputs: 'auto' }),
        button(t('buttons.cancel'), 'command.run', { command: 'list-api-keys' }),
      ],
    }),
  };
}

/** The only time that the key is seen. */
export function shownKeyCard(locale: Locale, { key, label }: { key: string; label: string }): Answer {
  const t = words(locale);
  return {
    summary: t('apiKeys.shownTitle'),
    card: card({
      speak: t('apiKeys.shownTitle'),
      body: [
        title(t('apiKeys.shownTitle')),
        paragraph(plain(shorten(label, 120)), { isSubtle: true }),
        paragraph(plain(key), { fontType: 'Monospace' }),
        paragraph(t('apiKeys.shownNote'), { weight: 'Bolder' }),
        note(t('apiKeys.shownUse')),
      ],
      buttons: [button(t('apiKeys.seeAll'), 'command.run', { command: 'list-api-keys' })],
    }),
  };
}

export function revokeKeyCard(locale: Locale, { keyId, prefix, label }: ApiKeyLine): Answer {
  const t = words(locale);
  const heading = t('apiKeys.revokeTitle', { label: plain(shorten(label, 120)) });
  return {
    summary: t('apiKeys.revokeSummary'),
    card: card({
      speak: t('apiKeys.revokeSummary'),
      body: [title(heading), note(plain(prefix)), paragraph(t('apiKeys.revokeIntro'))],
      buttons: [
        button(t('apiKeys.confirmRevoke'), 'api-key.revoke', { keyId }, { style: 'destructive' }),
        button(t('buttons.back'), 'command.run', { command: 'list-api-keys' }),
      ],
    }),
  };
}
