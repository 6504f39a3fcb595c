import type { TFunction } from 'i18next';
import { formatPhone } from '../../workflows/identifiers/read-phone.ts';
import type { InterlocuteurLine, InterlocuteurPage } from '../../workflows/interlocuteurs/list-interlocuteurs.ts';
import { type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, type Element, paragraph, plain, row, shorten, title } from './parts.ts';

/** The interlocuteurs already created, of the firm or of a dossier; a line opens its card (domain 46, 49). */
export function interlocuteursCard({ locale, page }: { locale: Locale; page: InterlocuteurPage }): Answer {
  const t = words(locale);
  const { dossier, lines, isFirstPage, nextAfterId } = page;
  const name = dossier && shorten(`${dossier.code} · ${dossier.raisonSociale}`, 100);
  const ref = dossier ? { dossierId: dossier.dossierId } : {};
  const none = isFirstPage
    ? t(dossier ? 'interlocuteurList.noneOf' : 'interlocuteurList.none')
    : t('interlocuteurList.end');
  return {
    summary: t('interlocuteurList.summary'),
    card: card({
      speak: t('interlocuteurList.summary'),
      body: [
        title(name ? t('interlocuteurList.titleOf', { dossier: plain(name) }) : t('interlocuteurList.title')),
        lines.length === 0 && paragraph(none),
        ...lines.map((line) => lineRow(t, line)),
      ],
      buttons: [
        nextAfterId !== undefined &&
          button(t('interlocuteurList.next'), 'interlocuteurs.view', { ...ref, afterId: nextAfterId }),
        !isFirstPage && button(t('interlocuteurList.first'), 'interlocuteurs.view', ref),
        button(t('interlocuteur.buttons.add'), 'command.run', { command: 'add-interlocuteur' }),
      ],
    }),
  };
}

function lineRow(t: TFunction, line: InterlocuteurLine): Element {
  const person = plain(personName(line));
  const opens = button(t('interlocuteur.buttons.see'), 'interlocuteur.view', { interlocuteurId: line.interlocuteurId });
  const heading = line.isActive ? person : t('interlocuteurList.inactive', { person });
  return row(heading, [plain(line.email), phonesText(t, line)], opens);
}

/** Many people give no number at all (domain 54). */
function phonesText(t: TFunction, { mobile, fixe }: InterlocuteurLine): string {
  const numbers = { mobile: mobile && plain(formatPhone(mobile)), fixe: fixe && plain(formatPhone(fixe)) };
  if (mobile && fixe) return t('interlocuteurList.phones', numbers);
  if (mobile) return t('interlocuteurList.mobile', numbers);
  return fixe ? t('interlocuteurList.fixe', numbers) : t('interlocuteurList.noPhone');
}
