/** The door that makes FEC of TRA, described; what it takes and gives is in `conversions.schema.ts`. */
import { anomalyText } from '../bot/files/anomaly-text.ts';
import type { Config } from '../config.ts';
import { conversionQuery, conversionView } from './conversions.schema.ts';
import { json, type Operation, type OperationGroup } from './operation.ts';
import { CONVERSIONS } from './present-conversion.ts';
import { sizeText } from './size-text.ts';

const CONVERSION_ID = '6925c8f1c8b1d20e4f7a9d77';
const self = `${CONVERSIONS}/${CONVERSION_ID}`;
const declared = { code: 'accounts-not-declared', severity: 'note' } as const;

const conversionExample = {
  ...{ id: CONVERSION_ID, fileName: '00123_31122024.TRA', size: 64_971 },
  sha256: '5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8',
  ...{ validation: 'definitive', name: '912345675FEC20241231.txt', fecSize: 38_402 },
  period: { firstDate: '2024-01-02', lastDate: '2024-12-31' },
  counts: { lines: 291, entries: 97 },
  totals: { debit: '68412.30', credit: '68412.30', balance: '0.00' },
  validity: 'definitive',
  anomalies: {
    ...{ blocking: 0, warning: 0, note: 1 },
    byCode: [{ ...declared, count: 1, message: anomalyText('fr', declared) }],
    first: [{ ...declared, message: anomalyText('fr', declared) }],
  },
  ...{ createdAt: '2025-03-12T09:30:04.118Z', expiresAt: '2025-03-13T09:30:04.118Z' },
  links: { self, fec: `${self}/fec` },
};
const content = json(conversionView, conversionExample);

export function conversionOperations({ partnerImports }: Config): OperationGroup {
  return {
    tag: 'Conversions',
    description:
      'Faire d’un TRA, le fichier de mouvements de Cegid, un FEC au nom exigé. Avec la clé d’un partenaire (`relaisp_…`), qui ne voit que ses propres conversions. Aucune écriture n’entre dans un dossier.',
    security: 'partnerKey',
    parameters: {
      id: { description: 'Identifiant de la conversion.', example: CONVERSION_ID, pattern: '^[0-9a-f]{24}$' },
    },
    problems: [],
    operations: [convert(sizeText(partnerImports.mostBytes)), ...PARTS],
  };
}

function convert(most: string): Operation {
  return {
    ...{ method: 'post', path: CONVERSIONS, id: 'convertTra', summary: 'Convertir un TRA en FEC' },
    description: `Le corps de la requête est le TRA lui-même, tel quel ou compressé en gzip, de ${most} au plus une fois décompressé. Il est converti pendant qu’il arrive. Quand des anomalies empêchent le FEC, la réponse est \`tra-blocked\` : son champ \`anomalies\`, de même forme que celui d’une conversion, dit lesquelles, et rien n’est conservé. Pour un FEC provisoire, générez-le avant la clôture périodique.`,
    query: conversionQuery,
    headers: {
      'Content-Encoding': {
        description: '`gzip` quand le fichier est compressé. Un fichier gzip est reconnu sans cela.',
        example: 'gzip',
      },
    },
    body: {
      ...{ description: 'Le TRA.', required: true },
      content: { 'application/octet-stream': { description: 'Un TRA, tel quel ou en gzip.' } },
    },
    responses: {
      200: {
        description: 'Le même TRA, sous le même nom et avec les mêmes choix, a déjà été converti : cette conversion.',
        ...{ headers: ['Location'], content },
      },
      201: { description: 'Le FEC est prêt.', ...{ headers: ['Location'], content } },
    },
    problems: [
      ...(['request-invalid', 'upload-cut', 'not-allowed', 'upload-too-slow', 'file-too-large'] as const),
      ...(['compression-unknown', 'tra-expected', 'tra-blocked', 'file-empty', 'compression-broken'] as const),
      ...(['compression-bomb', 'imports-busy'] as const),
    ],
  };
}

const PARTS: Operation[] = [
  {
    ...{ method: 'get', path: `${CONVERSIONS}/{id}`, id: 'getConversion', summary: 'Une conversion' },
    ...{ responses: { 200: { description: 'La conversion.', content } }, problems: ['not-found'] },
  },
  {
    ...{ method: 'get', path: `${CONVERSIONS}/{id}/fec`, id: 'getConvertedFec', summary: 'Le FEC' },
    description: 'Le fichier, sous le nom exigé, pendant 24 heures.',
    responses: {
      200: { description: 'Le FEC.', headers: ['Content-Disposition'], content: { 'text/plain': {} } },
    },
    problems: ['not-found', 'file-gone', 'too-many-downloads'],
  },
];
