/** The pages that the app package names: what Relais is, what it keeps, on what terms. */
import { Router } from 'express';
import type { Config } from '../config.ts';

type Page = { title: string; paragraphs: string[] };

export function pagesRouter({ firm }: Config): Router {
  const pages: Record<string, Page> = {
    '/': {
      title: 'Relais',
      paragraphs: [
        `Relais est l’assistant de ${firm.name} dans Microsoft Teams. Il invite les clients dans le tenant du cabinet et suit leur réponse.`,
        'Il s’utilise dans Teams : ouvrez une conversation avec Relais et écrivez « aide ».',
      ],
    },
    '/confidentialite': {
      title: 'Confidentialité',
      paragraphs: [
        `Relais traite, pour le compte de ${firm.name}, le nom, l’adresse e-mail, la qualité et le téléphone des personnes invitées, ainsi que le nom des collaborateurs qui s’en servent.`,
        'Ces données servent uniquement à gérer les accès des clients. Elles restent dans la base de données du cabinet et dans son annuaire Microsoft 365. Les journaux techniques ne contiennent ni nom ni adresse.',
        'Toute personne concernée peut demander l’accès à ses données, leur rectification ou leur suppression en s’adressant au cabinet.',
      ],
    },
    '/conditions': {
      title: 'Conditions d’utilisation',
      paragraphs: [
        `Relais est mis à la disposition des collaborateurs de ${firm.name}. Chaque acte est enregistré avec son auteur dans la piste d’audit du cabinet.`,
        'Les accès donnés par Relais relèvent des règles de sécurité du tenant Microsoft 365 du cabinet.',
      ],
    },
  };
  const router = Router();
  for (const [path, page] of Object.entries(pages)) {
    router.get(path, (_request, response) => {
      response.type('html').send(render(page));
    });
  }
  return router;
}

function render({ title, paragraphs }: Page): string {
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>:root{color-scheme:light dark}body{max-width:38rem;margin:12vh auto;padding:0 1.25rem;font:1rem/1.6 "Segoe UI",system-ui,sans-serif}h1{font-size:1.5rem}</style></head>
<body><h1>${escapeHtml(title)}</h1>${paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('')}</body></html>`;
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
