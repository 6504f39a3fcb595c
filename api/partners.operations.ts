/** The doors for partner applications, described; what they take and give is in `partners.schema.ts`. */
import {
  changedWebhookExample,
  createdPartnerExample,
  KEY_ID,
  PARTNER_ID,
  partnerExample,
  partnersExample,
  rotatedKeyExample,
} from './openapi-examples.ts';
import { json, type Operation, type OperationGroup } from './operation.ts';
import {
  changedWebhookResponse,
  changePartnerRequest,
  changeWebhookRequest,
  createdPartnerResponse,
  createPartnerRequest,
  partnerResponse,
  partnersQuery,
  partnersResponse,
  rotatedKeyResponse,
  rotateKeyRequest,
} from './partners.schema.ts';

const BODY = ['request-invalid', 'invalid-json', 'too-large', 'unsupported-media-type'] as const;
const DOSSIERS = ['partner-dossiers-unknown', 'partner-dossiers-left', 'partner-name-taken'] as const;
const WEBHOOK = ['webhook-invalid', 'webhook-not-https', 'webhook-credentials', 'webhook-private'] as const;

const ALL = '/api/v1/partners';
const ONE = `${ALL}/{id}`;
const aPartner = { description: 'L’application partenaire.', content: json(partnerResponse, partnerExample) };
const done = { 204: { description: 'C’est fait.' } };

const OPERATIONS: Operation[] = [
  {
    ...{ method: 'post', path: ALL, id: 'createPartner', summary: 'Créer une application partenaire' },
    description: 'Sa clé et le secret de son webhook sont rendus cette seule fois.',
    body: {
      ...{ description: 'L’application à créer.', required: true },
      content: json(createPartnerRequest, {
        ...{ name: 'Pulsar Notes de frais', dossiers: ['FLEURS', 'GARAGE'] },
        webhookUrl: 'https://api.pulsar.example/relais',
      }),
    },
    responses: {
      201: {
        ...{ description: 'L’application, sa clé et le secret de son webhook.', headers: ['Location'] },
        content: json(createdPartnerResponse, createdPartnerExample),
      },
    },
    problems: [...BODY, ...DOSSIERS, ...WEBHOOK],
  },
  {
    ...{ method: 'get', path: ALL, id: 'listPartners', summary: 'Les applications partenaires' },
    query: partnersQuery,
    responses: { 200: { description: 'Une page.', content: json(partnersResponse, partnersExample) } },
    problems: [],
  },
  {
    ...{ method: 'get', path: ONE, id: 'getPartner', summary: 'Une application partenaire' },
    ...{ responses: { 200: aPartner }, problems: ['not-found'] },
  },
  {
    ...{ method: 'patch', path: ONE, id: 'changePartner', summary: 'Changer son nom ou ses dossiers' },
    body: {
      ...{ description: 'Ce qui change ; le reste est gardé.', required: true },
      content: json(changePartnerRequest, { dossiers: ['FLEURS'] }),
    },
    responses: { 200: aPartner },
    problems: [...BODY, ...DOSSIERS, 'not-found', 'partner-revoked', 'stale-card'],
  },
  {
    ...{ method: 'delete', path: ONE, id: 'revokePartner', summary: 'Révoquer une application' },
    description: 'Toutes ses clés cessent d’ouvrir, sans retour possible. Ses imports restent.',
    ...{ responses: done, problems: ['not-found', 'stale-card'] },
  },
  {
    ...{ method: 'post', path: `${ONE}/keys`, id: 'rotatePartnerKey', summary: 'Renouveler sa clé' },
    description: 'La nouvelle clé est rendue cette seule fois ; l’ancienne reste valable le temps indiqué.',
    body: {
      ...{ description: 'Le délai laissé à l’ancienne clé.', required: false },
      content: json(rotateKeyRequest, { graceHours: 24 }),
    },
    responses: { 201: { description: 'La nouvelle clé.', content: json(rotatedKeyResponse, rotatedKeyExample) } },
    problems: [...BODY, 'not-found', 'partner-revoked', 'stale-card'],
  },
  {
    ...{ method: 'delete', path: `${ONE}/keys/{keyId}`, id: 'revokePartnerKey', summary: 'Révoquer une clé' },
    ...{ responses: done, problems: ['not-found', 'stale-card'] },
  },
  {
    ...{ method: 'put', path: `${ONE}/webhook`, id: 'changePartnerWebhook', summary: 'Régler son webhook' },
    description: 'Un nouveau secret est rendu, cette seule fois ; l’ancien signe aussi pendant 24 heures.',
    body: {
      ...{ description: 'L’adresse où le partenaire est prévenu.', required: true },
      content: json(changeWebhookRequest, { url: 'https://api.pulsar.example/relais' }),
    },
    responses: {
      200: { description: 'Le webhook.', content: json(changedWebhookResponse, changedWebhookExample) },
    },
    problems: [...BODY, ...WEBHOOK, 'not-found', 'partner-revoked', 'stale-card'],
  },
  {
    ...{ method: 'delete', path: `${ONE}/webhook`, id: 'removePartnerWebhook', summary: 'Retirer son webhook' },
    ...{ responses: done, problems: ['not-found', 'partner-revoked', 'stale-card'] },
  },
];

export function partnerOperations(): OperationGroup {
  return {
    tag: 'Applications partenaires',
    description:
      'Créer, restreindre, renouveler et révoquer les applications partenaires du cabinet. Avec une clé d’administrateur (`relais_…`) créée pour gérer les applications partenaires.',
    security: 'firmKey',
    parameters: {
      id: { description: 'Identifiant de l’application.', example: PARTNER_ID, pattern: '^[0-9a-f]{24}$' },
      keyId: { description: 'Identifiant de la clé.', example: KEY_ID, pattern: '^[0-9a-f]{24}$' },
    },
    problems: ['not-allowed'],
    operations: OPERATIONS,
  };
}
