/** The page where a file of companies, or a TRA, is handed in: no script, French, good on a telephone, light and dark. */
import { escapeHtml } from './pages.ts';

type DepositPage = {
  firm: string;
  /** The limit, as people read it. */
  most: string;
  purpose?: keyof typeof ASKS;
  /** In whose name; missing when the address is no good. */
  person?: string;
  /** What went wrong, or right. */
  message?: { kind: 'fault' | 'done'; text: string };
};

const ASKS = {
  dossiers: {
    title: 'Importer des dossiers',
    intro:
      'Une ligne par entreprise, les titres des colonnes en première ligne. Colonnes nécessaires : <strong>Code dossier</strong>, <strong>Raison sociale</strong>, <strong>Code APE</strong>.',
    choose: 'Choisissez votre fichier Excel (.xlsx) ou CSV, ou glissez-le dans ce cadre',
    // Which files the browser offers first.
    accept: '.xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    note: 'Rien n’est écrit tant que vous n’avez pas dit oui dans Teams, où l’aperçu s’affichera.',
  },
  tra: {
    title: 'Convertir un TRA en FEC',
    intro:
      'Le fichier que Cegid exporte (Export Cegid, Comsx), par exemple <strong>00123_31122024.TRA</strong> : numéro du dossier, puis date de clôture.',
    choose: 'Choisissez votre fichier TRA, ou glissez-le dans ce cadre',
    accept: '.tra,.txt',
    note: 'Vous choisirez ensuite dans Teams un FEC provisoire ou définitif.',
  },
} as const;

const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--ink:#1b1f23;--soft:#57606a;--line:#8c959f;--mark:#0e4a5a;--on:#fff;--bad:#a40e26;--good:#116329}
@media(prefers-color-scheme:dark){:root{--ground:#14181c;--ink:#e6edf3;--soft:#9da7b1;--line:#6e7681;--mark:#7cc4d6;--on:#0b1a1f;--bad:#ff9492;--good:#6fdd8b}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.55 "Segoe UI",system-ui,sans-serif}
main{max-width:36rem;margin:0 auto;padding:max(1.25rem,5vh) 1.25rem}h1{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem}
p,li{margin:.5rem 0}.soft{color:var(--soft);font-size:.925rem}.message{border-left:.25rem solid;padding:.5rem .9rem;margin:1rem 0}
.fault{border-color:var(--bad)}.done{border-color:var(--good)}
.zone{display:block;border:2px dashed var(--line);border-radius:.5rem;padding:1.25rem;margin:1.25rem 0 1rem;font-weight:600}
.zone:focus-within,.zone:hover{border-color:var(--mark)}.zone input{display:block;width:100%;min-height:6rem;margin-top:.75rem;padding:2rem 0;font:inherit;font-weight:400;color:inherit;cursor:pointer}
button{font:inherit;font-weight:600;width:100%;min-height:3rem;border:0;border-radius:.5rem;background:var(--mark);color:var(--on);cursor:pointer}
:focus-visible{outline:3px solid var(--mark);outline-offset:2px}`;

export function depositPage({ firm, most, purpose = 'dossiers', person, message }: DepositPage): string {
  const isDone = message?.kind === 'done';
  const title = isDone ? 'Fichier reçu' : ASKS[purpose].title;
  const status = message
    ? `<p class="message ${message.kind}" role="${isDone ? 'status' : 'alert'}">${escapeHtml(message.text)}</p>`
    : '';
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title} · Relais</title>
<style>${STYLE}</style></head>
<body><main><h1>${title}</h1>
<p class="soft">${escapeHtml(firm)}${person ? ` · au nom de ${escapeHtml(person)}` : ''}</p>
${status}${person && !isDone ? form(most, purpose) : ''}</main></body></html>`;
}

function form(most: string, purpose: keyof typeof ASKS): string {
  const { intro, choose, accept, note } = ASKS[purpose];
  return `<p>${intro}</p>
<form method="post" enctype="multipart/form-data">
<label class="zone">${choose}
<input type="file" name="fichier" required accept="${accept}"></label>
<button type="submit">Déposer le fichier</button>
<p class="soft">${most} au plus. ${note}</p>
</form>`;
}
