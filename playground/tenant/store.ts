/** The tenant's records in memory, with the journal behind them when there is a folder. */
import type { Journal } from './journal.ts';
import type { Change, Invitation, Membership, SentMail, TenantUser } from './records.ts';

/** The properties by which people are looked for. */
export type AddressProperty = 'mail' | 'otherMails' | 'proxyAddresses' | 'userPrincipalName';

/** All records; `commit` is the only way to change them. */
export class TenantStore {
  readonly users = new Map<string, TenantUser>();
  readonly memberships = new Map<string, Membership>();
  readonly invitations = new Map<string, Invitation>();
  readonly mails = new Map<string, SentMail>();
  readonly #idsByAddress = new Map<string, Set<string>>();
  readonly #journal: Journal | undefined;

  /** @param seed what a tenant without a past starts with. */
  constructor(journal: Journal | undefined, seed: Change[]) {
    this.#journal = journal;
    for (const change of journal?.read() ?? seed) this.#apply(change);
    journal?.rewrite(this.#everything());
  }

  /** Makes the changes of one act durable, then visible. Synchronous: two acts never interleave. */
  commit(...changes: Change[]): void {
    this.#journal?.append(changes);
    for (const change of changes) this.#apply(change);
  }

  /** Forgets everything and starts again from `seed`. */
  reset(seed: Change[]): void {
    for (const records of [this.users, this.memberships, this.invitations, this.mails]) records.clear();
    this.#idsByAddress.clear();
    for (const change of seed) this.#apply(change);
    this.#journal?.rewrite(this.#everything());
  }

  /** People whose `property` is, or contains, `address`, whatever the case. */
  usersByAddress(property: AddressProperty, address: string): TenantUser[] {
    const ids = this.#idsByAddress.get(`${property} ${address.toLowerCase()}`) ?? [];
    return [...ids].flatMap((id) => this.users.get(id) ?? []);
  }

  /** By object id or user principal name, as Graph addresses people. */
  user(idOrPrincipalName: string): TenantUser | undefined {
    return (
      this.users.get(idOrPrincipalName.toLowerCase()) ?? this.usersByAddress('userPrincipalName', idOrPrincipalName)[0]
    );
  }

  membersOf(teamId: string): Membership[] {
    return [...this.memberships.values()].filter((membership) => membership.teamId === teamId);
  }

  close(): void {
    this.#journal?.close();
  }

  #apply(change: Change): void {
    if (change.kind === 'user') this.#index(this.users.get(change.key), change.value);
    const records = this.#recordsOf(change.kind);
    if (change.value === null) records.delete(change.key);
    else records.set(change.key, change.value);
  }

  #recordsOf(kind: Change['kind']): Map<string, unknown> {
    return { user: this.users, membership: this.memberships, invitation: this.invitations, mail: this.mails }[kind];
  }

  #index(before: TenantUser | undefined, after: TenantUser | null): void {
    for (const key of addressKeys(before)) this.#idsByAddress.get(key)?.delete(before?.id ?? '');
    for (const key of addressKeys(after)) {
      const ids = this.#idsByAddress.get(key) ?? new Set();
      this.#idsByAddress.set(key, ids.add(after?.id ?? ''));
    }
  }

  #everything(): Change[] {
    return [
      ...[...this.users].map(([key, value]): Change => ({ kind: 'user', key, value })),
      ...[...this.memberships].map(([key, value]): Change => ({ kind: 'membership', key, value })),
      ...[...this.invitations].map(([key, value]): Change => ({ kind: 'invitation', key, value })),
      ...[...this.mails].map(([key, value]): Change => ({ kind: 'mail', key, value })),
    ];
  }
}

function addressKeys(user: TenantUser | null | undefined): string[] {
  if (!user) return [];
  const keys = [
    `userPrincipalName ${user.userPrincipalName}`,
    ...user.otherMails.map((address) => `otherMails ${address}`),
    ...user.proxyAddresses.map((address) => `proxyAddresses ${address}`),
  ];
  if (user.mail) keys.push(`mail ${user.mail}`);
  return keys.map((key) => {
    const space = key.indexOf(' ');
    return key.slice(0, space) + key.slice(space).toLowerCase();
  });
}
