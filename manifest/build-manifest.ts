/** The manifest of one tenant: the template, and what only its configuration and the version can tell. */
import { isIP } from 'node:net';
import { isLoopback } from '../config.ts';
import type template from './manifest.template.json';

export type Template = typeof template;
export type Manifest = ReturnType<typeof buildManifest>;

/** Where the links lead while no public address exists: `.example` belongs to nobody, by RFC 2606. */
const NOWHERE_YET = 'https://relais.example/';

/** All the faults of the package at once, each a sentence. */
export class ManifestError extends Error {
  readonly faults: string[];

  constructor(faults: string[]) {
    super(`Le paquet Teams n'est pas conforme :\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/**
 * @param tenant.appId the bot's application id. Without one (local mode) the app's own id stands in, so that the
 *   package can be built and validated all the same.
 * @throws ManifestError when the public address is not one that Teams accepts.
 */
export function buildManifest(template: Template, tenant: { version: string; appId: string; publicUrl: string }) {
  const address = publicAddress(tenant.publicUrl);
  const base = address?.href ?? NOWHERE_YET;
  const { $schema, manifestVersion, ...rest } = template;
  return {
    $schema,
    manifestVersion,
    version: tenant.version,
    ...rest,
    developer: {
      ...template.developer,
      websiteUrl: base,
      privacyUrl: new URL('confidentialite', base).href,
      termsOfUseUrl: new URL('conditions', base).href,
    },
    bots: template.bots.map((bot) => ({ botId: tenant.appId || template.id, ...bot })),
    validDomains: address ? [address.host] : [],
  };
}

/** The address that people's browsers reach, ending with a slash; undefined on the developer's own machine. */
function publicAddress(publicUrl: string): URL | undefined {
  if (!URL.canParse(publicUrl)) {
    throw new ManifestError([`PUBLIC_URL vaut « ${publicUrl} », qui n'est pas une adresse`]);
  }
  const url = new URL(publicUrl);
  if (isLoopback(url.hostname)) return undefined;
  const faults: string[] = [];
  if (url.protocol !== 'https:') faults.push('PUBLIC_URL doit commencer par https:// : Teams refuse les autres liens');
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) || !url.hostname.includes('.')) {
    faults.push(`PUBLIC_URL doit porter un nom de domaine complet : « ${url.hostname} » n'en est pas un`);
  }
  if (url.username || url.password) {
    faults.push("PUBLIC_URL ne doit contenir ni nom d'utilisateur ni mot de passe : le paquet est lu par tous");
  }
  if (faults.length > 0) throw new ManifestError(faults);
  return new URL(url.pathname.replace(/\/*$/, '/'), url.origin);
}
