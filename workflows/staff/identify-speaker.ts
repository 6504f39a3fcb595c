import type { StaffRole } from '../../config.ts';
import { AppError } from '../../errors.ts';
import { checkMemberGroups } from '../../graph/check-member-groups.ts';
import { getUser } from '../../graph/get-user.ts';
import type { TenantUser } from '../../graph/types.ts';
import { log } from '../../log.ts';
import { Cabinet } from '../../models/cabinet.ts';
import { Collaborateur, type CollaborateurRecord } from '../../models/collaborateur.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';

export type Speaker = { kind: 'staff'; staff: Staff } | { kind: 'guest' } | { kind: 'stranger' };

/** Minutes, not hours: a right taken away must show soon (facts: teams-bot.md section 4). */
const RECHECK_MS = 10 * 60 * 1_000;
const PATIENCE_MS = 1_500;

/**
 * Who an Entra object id is for the firm. Without a `Collaborateur` record Entra decides: a member of the tenant is
 * staff, a guest never is, and whoever cannot be looked up is not let in.
 *
 * @throws AppError `graph-…` when somebody new cannot be looked up now.
 */
export async function identifySpeaker(
  services: Services,
  { cabinetId, entraObjectId }: { cabinetId: string; entraObjectId: string },
): Promise<Speaker> {
  const known = await Collaborateur.findOne({ cabinetId, entraObjectId }).lean<CollaborateurRecord>();
  const now = services.now();
  const isFresh = known?.checkedAt && now.getTime() - known.checkedAt.getTime() < RECHECK_MS;
  if (known && isFresh) return toSpeaker(services, cabinetId, known);

  const user = await lookUp(services, entraObjectId, Boolean(known));
  if (user?.kind === 'guest') {
    await deactivate(cabinetId, entraObjectId);
    return { kind: 'guest' };
  }
  // Positive evidence only: somebody who has left cannot speak in Teams at all, a directory that lags can.
  if (!user || user.kind === 'unknown') return known ? toSpeaker(services, cabinetId, known) : { kind: 'stranger' };
  if (!user.isEnabled) {
    await deactivate(cabinetId, entraObjectId);
    return { kind: 'stranger' };
  }
  const groupRoles = await rolesFromGroups(services, entraObjectId, Boolean(known));
  const roles = groupRoles ?? known?.roles ?? ['collaborateur'];
  if (roles.length === 0) {
    await deactivate(cabinetId, entraObjectId);
    return { kind: 'stranger' };
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
  return toSpeaker(services, cabinetId, record as CollaborateurRecord);
}

/** Somebody known may go on while Graph is away; somebody new may not. */
async function lookUp(services: Services, entraObjectId: string, isKnown: boolean): Promise<TenantUser | undefined> {
  const asked = getUser(services.graph, entraObjectId);
  try {
    return await (isKnown ? inTime(asked) : asked);
  } catch (error) {
    if (!isKnown) throw error;
    log().warn({ err: error }, 'a known collaborateur could not be looked up again');
    return undefined;
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

async function deactivate(cabinetId: string, entraObjectId: string): Promise<void> {
  const inactive = { isActive: false, isInactiveByEntra: true };
  await Collaborateur.updateOne({ cabinetId, entraObjectId, isActive: true }, { $set: inactive });
}

async function toSpeaker(
  { config }: Services,
  cabinetId: string,
  { _id, entraObjectId, displayName, roles, locale, isActive }: CollaborateurRecord,
): Promise<Speaker> {
  if (!isActive) return { kind: 'stranger' };
  const isFirmAdmin = config.firm.admins.includes(entraObjectId);
  const cabinet = locale ? undefined : await Cabinet.findById(cabinetId, { locale: 1 }).lean();
  return {
    kind: 'staff',
    staff: {
      cabinetId,
      collaborateurId: _id,
      entraObjectId,
      displayName,
      roles: isFirmAdmin ? [...new Set<StaffRole>([...roles, 'administrateur'])] : roles,
      locale: locale ?? cabinet?.locale ?? 'fr',
    },
  };
}
