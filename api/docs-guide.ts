/** What a partner's developer reads before the reference: a key, a first file, and what comes after. */
import { words } from '../bot/locales/index.ts';
import type { Config } from '../config.ts';
import { importSchema } from '../workflows/partner-imports/formats/json-schema.ts';
import { asJson, code, command, inline, more, paragraphs } from './docs-html.ts';
import { uploadCommand, VERIFY_NODE, VERIFY_PHP, VERIFY_PYTHON } from './docs-snippets.ts';
import { decidedExample, importExample } from './openapi-examples.ts';
import { COMMON_PROBLEMS, problemExample } from './openapi-problems.ts';
import { escapeHtml } from './pages.ts';
import { STATUSES } from './partner-imports.schema.ts';
import { sizeText } from './size-text.ts';

export type GuideSection = { id: string; title: string; html: string };

const MEANINGS: Record<(typeof STATUSES)[number], string> = {
  awaiting: 'Le fichier est lu et contrôlé. Les écritures sont en projet, jusqu’à la décision du cabinet.',
  error: 'Une anomalie au moins est bloquante : elle est donnée avec sa ligne. Corrigez le fichier et renvoyez-le.',
  booked: 'Le cabinet a validé : les écritures sont comptabilisées.',
  rejected: 'Le cabinet a rejeté : les écritures sont supprimées.',
  cancelled: 'Vous avez retiré l’import avant toute décision.',
};

const FORMATS = [
  [
    'FEC',
    'le fichier des écritures comptables que définit l’administration, en Débit et Crédit ou en Montant et Sens.',
  ],
  ['TRA', 'le fichier d’échange des logiciels Cegid.'],
  ['JSON', 'le nôtre, décrit ci-dessous : un document, une liste d’écritures, ou une écriture par ligne (NDJSON).'],
  ['Fichier personnalisé', 'texte en colonnes (CSV) ou classeur Excel (.xlsx), à vos propres titres.'],
] as const;

export function guideSections(config: Config): GuideSection[] {
  return [
    { id: 'premiers-pas', title: 'Premiers pas', html: firstSteps(config) },
    { id: 'etats', title: 'Les états d’un import', html: states() },
    { id: 'formats', title: 'Les formats acceptés', html: formats(config) },
    { id: 'doublons', title: 'Envoyer sans doublon', html: twice() },
    { id: 'pages', title: 'Pages et débit', html: pages() },
    { id: 'webhook', title: 'Être prévenu de la décision', html: webhook() },
    { id: 'refus', title: 'Les refus', html: refusals() },
  ];
}

function firstSteps({ publicUrl }: Config): string {
  const { id, dossier, status, statusLabel, detail, counts, totals, links } = importExample;
  const { self, entries } = links as Record<string, string>;
  return `<h3>1. Obtenir une clé</h3>
${paragraphs('Demandez-la au cabinet. Un administrateur écrit « créer un partenaire » à Relais, dans Teams, choisit les dossiers que vous verrez et vous transmet la clé par un moyen sûr : elle n’est affichée qu’une fois. Elle commence par `relaisp_` et se place dans l’en-tête `Authorization`, après le mot `Bearer`.')}
<h3>2. Envoyer un fichier</h3>
${paragraphs('`FLEURS` est le code du dossier dans le cabinet. Le corps de la requête est le fichier lui-même.')}
${command(uploadCommand(publicUrl), 'Commande qui envoie un fichier')}
<h3>3. Lire la réponse</h3>
${paragraphs('Le fichier est lu et contrôlé pendant qu’il arrive. La réponse, `202`, dit ce qu’il contient et ce qu’il devient :')}
${code(asJson({ id, dossier, status, statusLabel, detail, counts, totals, links: { self, entries } }), 'Réponse, abrégée')}
<p>Le cabinet valide ou rejette ensuite. Vous l’apprenez par un <a href="#webhook">webhook</a>, ou en relisant <code>links.self</code>.</p>`;
}

function states(): string {
  const say = words('fr');
  const rows = STATUSES.map(
    (status) =>
      `<tr><td><code>${status}</code></td><td>${escapeHtml(say(`imports.status.${status}`))}</td><td>${escapeHtml(MEANINGS[status])}</td></tr>`,
  );
  return `<table class="states"><thead><tr><th>status</th><th>Ce que lit le cabinet</th><th>Ce que cela veut dire</th></tr></thead>
<tbody>${rows.join('')}</tbody></table>
${paragraphs('Validé, rejeté et annulé sont définitifs. Tant qu’un import est en attente ou en erreur, vous pouvez le retirer : `DELETE` sur son adresse.')}`;
}

function formats({ partnerImports }: Config): string {
  const most = sizeText(partnerImports.mostBytes);
  const [example] = importSchema.meta()!.examples as unknown[];
  return `${paragraphs('Le format se reconnaît au contenu du fichier, jamais à son nom ni à `Content-Type`.')}
<ul>${FORMATS.map(([name, text]) => `<li><strong>${escapeHtml(name)}</strong> : ${escapeHtml(text)}</li>`).join('')}</ul>
${paragraphs(`Un fichier compte ${most} au plus. La compression gzip est admise, et conseillée : avec \`Content-Encoding: gzip\`, ou sans. Un formulaire (\`multipart/form-data\`) est admis aussi ; son premier fichier est pris.`)}
<h3>Les fichiers personnalisés</h3>
<p>Le premier envoi attend (<code>mapping-to-confirm</code>) que soit confirmé ce que sont les colonnes : lisez ce qui a été deviné par <a href="#listLayouts"><code>GET /api/v1/layouts</code></a>, corrigez-le au besoin et renvoyez-le par <a href="#confirmLayout"><code>PUT</code></a>. L’import est relu de lui-même, et les fichiers suivants aux mêmes colonnes passent directement.</p>
<h3>Le JSON</h3>
<p>Les montants sont en euros et s’écrivent de préférence comme des textes. Le <a href="/api/v1/schemas/ecritures.json">schéma JSON</a> dit tout le reste.</p>
${more('Un document complet', code(asJson(example), 'Document JSON'))}`;
}

function twice(): string {
  return paragraphs(
    [
      'Le même fichier, envoyé deux fois pour un même dossier, est un seul import : le second envoi répond `200` et rend le premier, quel que soit le nom du fichier. Un fichier rejeté ou retiré peut être renvoyé.',
      'Donnez à chaque envoi un nom à vous dans `Idempotency-Key`. Si la réponse se perd, recommencez avec la même clé et le même fichier : vous recevez l’import, sans en créer un autre. La même clé avec un autre fichier est refusée (`idempotency-mismatch`).',
      'Un envoi coupé ne laisse rien : recommencez-le. Avec `Content-Digest`, un fichier abîmé en chemin est refusé plutôt que gardé.',
    ].join('\n\n'),
  );
}

function pages(): string {
  return paragraphs(
    [
      'Une liste rend `items`, et `next` quand il y a une suite : passez sa valeur dans `cursor`. Une page peut être courte, et même vide, et avoir une suite : seule l’absence de `next` marque la fin. Les anomalies, elles, se parcourent par `skip` et `limit`.',
      'Un partenaire peut faire un certain nombre de demandes par minute, 120 sauf réglage contraire, toutes ses clés confondues. L’en-tête `RateLimit` dit ce qu’il en reste ; au-delà, la réponse est `429` et `Retry-After` dit combien de secondes attendre.',
    ].join('\n\n'),
  );
}

function webhook(): string {
  const { id, type, createdAt, data } = decidedExample;
  const { import: decided } = data;
  const brief = { id: decided.id, dossier: decided.dossier, status: decided.status, statusLabel: decided.statusLabel };
  return `<p>${inline('Donnez au cabinet une adresse https : il la règle sur votre application et vous transmet le secret, affiché une seule fois. Quand le cabinet valide ou rejette, Relais y envoie un `POST` dont le corps contient l’import entier')} (<a href="#objet-PartnerImportDecided">PartnerImportDecided</a>) :</p>
${code(`POST /relais HTTP/1.1\nContent-Type: application/json\nRelais-Delivery: ${id}\nRelais-Signature: t=1768226733,v1=5c0f…\n\n${asJson({ id, type, createdAt, data: { import: { ...brief, '…': '…' } } })}`, 'Message du webhook, abrégé')}
<ul>
<li>${inline('Répondez `2xx` dès que vous l’avez noté, avant tout traitement. Toute autre réponse, ou aucune en dix secondes, fait répéter l’envoi à intervalles croissants, pendant trois jours ; `410` y met fin. Les redirections ne sont pas suivies.')}</li>
<li>${inline('Un même envoi peut arriver deux fois, et deux envois dans le désordre. `id` reconnaît un doublon ; l’import lui-même fait foi.')}</li>
<li>${inline('`type` vaut `partner-import.decided` pour un import validé, rejeté ou annulé, et `partner-import.read` quand un fichier personnalisé vient d’être relu. Ignorez les autres.')}</li>
<li>${inline('Après un changement de secret, la signature porte deux `v1` pendant 24 heures, un par secret : il suffit que l’un soit le bon.')}</li>
</ul>
<h3>Vérifier la signature</h3>
${paragraphs('`v1` est le HMAC-SHA256, en hexadécimal, de la valeur de `t`, d’un point et du corps tel qu’il est reçu. La clé du HMAC est le secret entier, `whsec_` compris. Refusez ce qui date de plus de cinq minutes.')}
<h4>Node.js</h4>${code(VERIFY_NODE, 'Vérification en Node.js')}
<h4>PHP</h4>${code(VERIFY_PHP, 'Vérification en PHP')}
<h4>Python</h4>${code(VERIFY_PYTHON, 'Vérification en Python')}`;
}

function refusals(): string {
  const common = COMMON_PROBLEMS.map(problemExample);
  return `${paragraphs('Un refus est un document `application/problem+json` (RFC 9457). Comparez `code`, qui ne change pas ; montrez `title`, qui dit à une personne quoi faire ; citez `reference` au cabinet si vous avez besoin d’aide.')}
${code(asJson(problemExample('idempotency-mismatch')), 'Un refus')}
${paragraphs('Les codes de chaque opération sont donnés avec elle. Ceux-ci valent pour toutes :')}
<ul>${common.map(({ status, code: name, title }) => `<li><span class="status">${status}</span><code>${name}</code> : ${escapeHtml(title)}</li>`).join('')}</ul>
${paragraphs('Recommencez plus tard après `408`, `429` et `503`, et après une coupure ; ne répétez pas telle quelle une demande refusée autrement. Une clé inconnue, expirée ou révoquée répond toujours `401`.')}`;
}
