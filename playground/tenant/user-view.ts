/** What leaves the house of a person: only what was asked for. */
import { badRequest } from './errors.ts';
import type { TenantUser } from './records.ts';

const DEFAULT = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];

type Shown = (user: TenantUser) => unknown;

const nothing: Shown = () => null;

const PROPERTIES: Record<string, Shown> = {
  id: (user) => user.id,
  displayName: (user) => user.displayName,
  givenName: (user) => user.givenName,
  surname: (user) => user.surname,
  mail: (user) => user.mail,
  otherMails: (user) => user.otherMails,
  proxyAddresses: (user) => user.proxyAddresses,
  userPrincipalName: (user) => user.userPrincipalName,
  userType: (user) => user.userType,
  accountEnabled: (user) => user.accountEnabled,
  creationType: (user) => user.creationType,
  externalUserState: (user) => user.externalUserState,
  externalUserStateChangeDateTime: (user) => toSeconds(user.externalUserStateChangeDateTime),
  createdDateTime: (user) => toSeconds(user.createdDateTime),
  businessPhones: () => [],
  companyName: nothing,
  department: nothing,
  jobTitle: nothing,
  mobilePhone: nothing,
  officeLocation: nothing,
  preferredLanguage: nothing,
  usageLocation: nothing,
};

/**
 * The names of a `$select`, or Graph's default set.
 * @throws GraphError 400 for a property that people do not have.
 */
export function selectedProperties(select: string | undefined): string[] {
  if (!select) return DEFAULT;
  return select.split(',').map((part) => {
    const name = part.trim();
    if (Object.hasOwn(PROPERTIES, name)) return name;
    const message = `Could not find a property named '${name}' on type 'microsoft.graph.user'.`;
    throw badRequest(`Parsing OData Select and Expand failed: ${message}`);
  });
}

export function presentUser(user: TenantUser, properties: string[]): Record<string, unknown> {
  return Object.fromEntries(properties.map((name) => [name, PROPERTIES[name]?.(user)]));
}

function toSeconds(date: string | null): string | null {
  return date?.replace(/\.\d+Z$/, 'Z') ?? null;
}
