import { AppError } from '../../errors.ts';
import { findUsersByMail } from '../../graph/find-users-by-mail.ts';
import { log } from '../../log.ts';
import { type GuestState, Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { normaliseEmail } from '../invitations/normalise-email.ts';
import type { Services } from '../services.ts';
import { findNamesakes, isSameName } from './find-interlocuteurs.ts';
import { listDossierCodes } from './list-dossier-codes.ts';

/** Somebody known under another address, as the card shows them. */
export type Namesake = {
  interlocuteurId: string;
  nom: string;
  prenom?: string;
  email: string;
  status: GuestState;
  dossierCodes: string[];
};

/** Why a new address may not be the one that was invited (domain 37). */
export type AddressDoubt =
  /** An interlocuteur of the same name has another address. */
  | { kind: 'same-name'; people: Namesake[]; hasMore: boolean }
  /** The address is on record under another name. */
  | { kind: 'other-name'; people: Namesake[] }
  /** The tenant knows the typed address as another address of a guest, invited at this one. */
  | { kind: 'alias'; invitedEmail: string };

type Typed = { nom: string; prenom?: string; email: string; dossierIds: readonly string[] };

const MOST_SHOWN = 3;
/** A turn has a second: the tenant is asked, not waited for. */
const PATIENCE_MS = 1_500;

/**
 * Looks before the act for the mismatch between an interlocuteur's address and the invited one, which nothing mends by
 * itself afterwards (domain 37). An address on record is that person's, found by it, unless the name is another.
 */
export async function checkAddress(
  services: Services,
  cabinetId: string,
  typed: Typed,
): Promise<AddressDoubt | undefined> {
  const known = await Interlocuteur.findOne({ cabinetId, email: typed.email }).lean<InterlocuteurRecord>();
  if (known) {
    const isSame = known.removedAt || isSamePerson(known, typed);
    return isSame ? undefined : { kind: 'other-name', people: await toNamesakes(cabinetId, [known]) };
  }
  const namesakes = await findThoseOfSameName(cabinetId, typed);
  if (namesakes.length > 0) {
    const people = await toNamesakes(cabinetId, namesakes.slice(0, MOST_SHOWN));
    return { kind: 'same-name', people, hasMore: namesakes.length > MOST_SHOWN };
  }
  const invitedEmail = await findInvitedAddress(services, typed.email);
  return invitedEmail ? { kind: 'alias', invitedEmail } : undefined;
}

/** The whole name is the same, or the name is and one of the two lacks a first name (domain 56). */
function isSamePerson(known: InterlocuteurRecord, { nom, prenom }: Typed): boolean {
  const isBare = !prenom || !known.prenom;
  return isSameName(known, `${prenom ?? ''} ${nom}`) || (isBare && isSameName({ nom: known.nom }, nom));
}

/** Those of the same dossier first; without a first name, only they are likely enough to be asked about (domain 56). */
async function findThoseOfSameName(cabinetId: string, { nom, prenom, dossierIds }: Typed) {
  const isNear = ({ links }: InterlocuteurRecord) =>
    links.some(({ dossierId }) => dossierIds.includes(String(dossierId)));
  const found = await findNamesakes(cabinetId, `${prenom ?? ''} ${nom}`);
  const likely = prenom ? found : found.filter(isNear);
  return [...likely.filter(isNear), ...likely.filter((person) => !isNear(person))];
}

async function toNamesakes(cabinetId: string, people: InterlocuteurRecord[]): Promise<Namesake[]> {
  const codes = await listDossierCodes(cabinetId, people);
  return people.map(({ _id, nom, prenom, email, guest }, at) => ({
    ...{ interlocuteurId: String(_id), nom, prenom, email, status: guest.status, dossierCodes: codes[at] ?? [] },
  }));
}

/**
 * The address at which the tenant invited the guest who also has this one.
 *
 * @returns undefined when the typed address is the invited one, when nobody has it, and when Graph does not say in time:
 * the job that invites will see it then.
 */
export async function findInvitedAddress(services: Services, email: string): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new AppError('graph-unavailable', { because: 'too slow for a turn' });
    timer = setTimeout(() => reject(error), PATIENCE_MS);
  });
  try {
    const users = await Promise.race([findUsersByMail(services.graph, email), late]);
    const invited = users.flatMap((user) => (user.kind === 'guest' && user.email ? [normaliseEmail(user.email)] : []));
    return invited.includes(email) ? undefined : invited.find(Boolean);
  } catch (error) {
    log().info({ err: error }, 'the tenant could not be asked about an address');
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
