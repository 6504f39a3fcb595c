import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, note, title } from './parts.ts';
import type { Verb, VerbData } from './verbs.ts';

type DownloadData<Name extends Verb> = {
  locale: Locale;
  heading: string;
  url: string;
  /** How long the address may be used. */
  goodFor: 'hour' | 'week';
  back?: { verb: Name; data: Partial<VerbData<Name>> };
};

/** A file that may be fetched, for whoever asked: the address is theirs, and the shared card stays as it is. */
export function downloadCard<Name extends Verb>({ locale, heading, url, goodFor, back }: DownloadData<Name>): Answer {
  const t = words(locale);
  return {
    summary: heading,
    card: card({
      speak: heading,
      body: [title(heading), note(t(`portfolioExport.linkNote.${goodFor}`))],
      buttons: [
        { type: 'Action.OpenUrl', title: t('portfolioExport.download'), url },
        back && button(t('buttons.back'), back.verb, back.data),
      ],
    }),
  };
}
