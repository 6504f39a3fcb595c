/** The API's page: a guide, then the reference made from its document. French, no script, light and dark. */
import type { Config } from '../config.ts';
import { guideSections } from './docs-guide.ts';
import { type Document, objectsHtml, referenceGroups } from './docs-reference.ts';
import { DOCS_STYLE } from './docs-style.ts';
import { escapeHtml } from './pages.ts';

export function docsPage(config: Config, document: Document): string {
  const guide = guideSections(config);
  const groups = referenceGroups(document);
  const firm = escapeHtml(config.firm.name);
  const link = (id: string, title: string) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`;
  const contents = [
    ...guide.map(({ id, title }) => link(id, title)),
    ...groups.map(
      ({ id, name, operations }) =>
        `<li><a href="#${id}">${escapeHtml(name)}</a><ol>${operations.map((one) => link(one.id, one.summary)).join('')}</ol></li>`,
    ),
    link('objets', 'Objets'),
  ];
  const section = (id: string, title: string, html: string) =>
    `<section aria-labelledby="${id}"><h2 id="${id}">${escapeHtml(title)}</h2>${html}</section>`;
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>API de Relais · ${firm}</title><style>${DOCS_STYLE}</style></head>
<body><a class="skip" href="#contenu">Aller au contenu</a><div class="page">
<header><p class="soft">${firm}</p><h1>API de Relais</h1>
<p class="lead">Pour transmettre au cabinet les écritures comptables de ses clients, et savoir ce qu’il en décide.</p>
<p class="soft">Pour un programme : <a href="/api/v1/openapi.json">document OpenAPI 3.1</a>, <a href="/api/v1/schemas/ecritures.json">schéma JSON des écritures</a>.</p></header>
<nav aria-label="Sommaire"><ol>${contents.join('')}</ol></nav>
<main id="contenu">
${guide.map(({ id, title, html }) => section(id, title, html)).join('\n')}
${groups.map(({ id, name, html }) => section(id, name, html)).join('\n')}
${section('objets', 'Objets', objectsHtml(document))}
</main>
<footer><p>Une question ? Adressez-vous au cabinet, avec la référence du refus s’il y en a une.</p></footer>
</div></body></html>`;
}
