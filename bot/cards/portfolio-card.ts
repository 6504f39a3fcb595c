import type { PortfolioPage } from '../../workflows/dossiers/list-portfolio.ts';
import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, note, paragraph, plain, row, title } from './parts.ts';

type PortfolioData = { locale: Locale; page: PortfolioPage; isFirst: boolean };

const COUNTED = 1_000;

/** A page of the portfolio, with the two statuses of each dossier (domain 43); a line opens its dossier. */
export function portfolioCard({ locale, page, isFirst }: PortfolioData): Answer {
  const t = words(locale);
  const { lines, scope, next, total } = page;
  const count = total >= COUNTED ? t('portfolioList.countMore') : t('portfolioList.count', { count: total });
  return {
    summary: t('portfolioList.summary'),
    card: card({
      speak: t('portfolioList.summary'),
      body: [
        title(t(scope === 'mine' ? 'portfolioList.titleMine' : 'portfolioList.titleAll')),
        note(count),
        ...lines.map(({ dossierId, code, raisonSociale, status, teamsStatus, offers }) =>
          row(
            t('portfolioList.line', { code: plain(code), name: plain(raisonSociale) }),
            [
              t('portfolioList.detail', {
                status: t(`dossier.state.${status}`),
                teams: t(`dossier.teamsState.${teamsStatus}`),
              }),
              offers.map((label) => plain(label[locale])).join(', '),
            ],
            button(t('dossier.see'), 'dossier.view', { dossierId }),
          ),
        ),
        lines.length === 0 && isFirst && paragraph(t('portfolioList.empty')),
      ],
      buttons: [
        next !== undefined && button(t('portfolioList.next'), 'portfolio.page', { scope, after: next }),
        !isFirst && button(t('portfolioList.first'), 'portfolio.page', { scope }),
        scope === 'mine'
          ? button(t('portfolioList.all'), 'portfolio.page', { scope: 'all' })
          : button(t('portfolioList.mine'), 'portfolio.page', { scope: 'mine' }),
      ],
    }),
  };
}
