import { columnNames, type LayoutGuessedData } from '../cards/layout-guessed-card.ts';
import { words } from '../locales/index.ts';
import { type MailText, mailLayout, mailParagraph } from './layout.ts';

/** The same words as the card, for somebody whom Teams does not reach. */
export function layoutGuessedMail({ locale, layout, dossier }: LayoutGuessedData): MailText {
  const t = words(locale);
  const { partner } = layout;
  const names = columnNames(layout);
  const content = [
    dossier ? mailParagraph(t('layoutGuessed.dossier', { dossier: `${dossier.code} · ${dossier.raisonSociale}` })) : '',
    names ? mailParagraph(t('layoutGuessed.columns', { columns: names })) : '',
    mailParagraph(t('layoutGuessed.adviceMail')),
  ].join('\n');
  return {
    subject: t('layoutGuessed.summary', { partner }),
    html: mailLayout({ locale, heading: t('layoutGuessed.title', { partner }), content }),
  };
}
