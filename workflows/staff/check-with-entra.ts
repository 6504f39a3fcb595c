import type { StaffRole } from '../../config.ts';
import { AppError } from '../../errors.ts';
import { checkMemberGroups } from '../../graph/check-member-groups.ts';
import { getUser } from '../../graph/get-user.ts';
import type { TenantUser } from '../../graph/types.ts';
import { log } from '../../log.ts';
import { Collaborateur, type CollaborateurRecord } from '../../models/collaborateur.ts';
import type { Services } from '../services.ts';

/**
 * What the tenant says of somebody. `refused`: disabled, or in none of the firm's groups. `missing`: it does not know
 * them, or not as a member. `away`: it cannot be asked now, and nothing is known anew.
 */
export type EntraAnswer =
  | { kind: 'staff'; record: CollaborateurRecord }
  | { kind: 'guest' | 'refused' | 'missing' | 'away' };

/** Minutes, not hours: a right taken away must show soon (facts: teams-bot.md section 4). */
const RECHECK_MS = 10 * 60 * 1_000;
const PATIENCE_MS = 1_500;

/**
 * Asks Entra who somebody is, unless it has just said so, and writes down what it says: a member of the tenant is staff,
 * a guest never is.
 *
 * @param known their record, when there is one: then Graph's failures are an answer too.
 * @throws AppError `graph-…` when somebody new cannot be looked up now.
 */
export async function checkWithEntra(
  services: Services,
  { cabinetId, entraObjectId }: { cabinetId: string; entraObjectId: string },
  known: CollaborateurRecord | null,
): Promise<EntraAnswer> {
  const now = services.now();
  const isFresh = known?.checkedAt && now.getTime() - known.checkedAt.getTime() < RECHECK_MS;
  if (known && isFresh) return { kind: 'staff', record: known };

  const user = await lookUp(services, entraObjectId, Boolean(known));
  if (user === 'away') return { kind: 'away' };
  if (!user || user.kind === 'unknown') return { kind: 'missing' };
  if (user.kind === 'guest') {
    await deactivate(cabinetId, entraObjectId);
    return { kind: 'guest' };
  }
  const groupRoles = user.isEnabled ? await rolesFromGroups(services, entraObjectId, Boolean(known)) : [];
  const roles = groupRoles ?? known?.roles ?? ['collaborateur'];
  if (roles.length === 0) {
    await deactivate(cabinetId, entraObjectId);
    return { kind: 'refused' };
  }
  const record = await Collaborateur.findOneAndUpdate(
    { cabinetId, entraObjectId },
    {
      $set: { roles, checkedAt: now, ...((groupRoles || known?.isInactiveByEntra) && { isActive: true }) },
      $unset: { isInactiveByEntra: 1 },
      $setOnInsert: {
        displayName: user.displayName ?? user.email ?? entraObjectId,
        email: user.email,
        ...(!groupRoles && !known?.isInactiveByEntra && { isActive: true }),
      },
    },
    { upsert: true, returnDocument: 'after' },
  ).lean<CollaborateurRecord>();
  return { kind: 'staff', record: record as CollaborateurRecord };
}

/** Until Entra says otherwise, which it is asked when they speak. */
export async function deactivate(cabinetId: string, entraObjectId: string): Promise<void> {
  const inactive = { isActive: false, isInactiveByEntra: true };
  await Collaborateur.updateOne({ cabinetId, entraObjectId, isActive: true }, { $set: inactive });
}

async function lookUp(
  services: Services,
  entraObjectId: string,
  isKnown: boolean,
): Promise<TenantUser | 'away' | undefined> {
  const asked = getUser(services.graph, entraObjectId);
  try {
    return await (isKnown ? inTime(asked) : asked);
  } catch (error) {
    if (!isKnown) throw error;
    log().warn({ err: error }, 'a known collaborateur could not be looked up again');
    return 'away';
  }
}

/** A turn has a second: somebody known is not kept waiting by a slow directory. */
async function inTime<Answer>(asked: Promise<Answer>): Promise<Answer> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(
      () => reject(new AppError('graph-unavailable', { because: 'too slow for a turn' })),
      PATIENCE_MS,
    ).unref();
  });
  return Promise.race([asked, late]);
}

/** @returns undefined when STAFF_GROUPS is not set, or cannot be read for somebody known: the record then decides. */
async function rolesFromGroups(
  { graph, config }: Services,
  entraObjectId: string,
  isKnown: boolean,
): Promise<StaffRole[] | undefined> {
  const { staffGroups } = config.firm;
  if (staffGroups.length === 0) return undefined;
  const asked = checkMemberGroups(graph, entraObjectId, [...new Set(staffGroups.map((one) => one.groupId))]);
  const groupIds = await (isKnown ? inTime(asked).catch(() => undefined) : asked);
  if (!groupIds) return undefined;
  const mine = new Set(groupIds.map((id) => id.toLowerCase()));
  return [...new Set(staffGroups.filter((one) => mine.has(one.groupId.toLowerCase())).map((one) => one.role))];
}
