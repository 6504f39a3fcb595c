import type { Types } from 'mongoose';
import { Collaborateur } from '../../models/collaborateur.ts';
import { foldText } from '../../models/fold-text.ts';

/** A collaborateur as a form or a file may name them. */
export type StaffMember = { _id: Types.ObjectId; displayName: string; email?: string | null };

const MOST_STAFF = 5_000;

/** The firm's collaborateurs in the order of their names: only one who exists already can be chosen (domain 14). */
export async function listStaff(cabinetId: string): Promise<StaffMember[]> {
  const staff = await Collaborateur.find({ cabinetId, isActive: true }, { displayName: 1, email: 1 })
    .limit(MOST_STAFF)
    .lean<StaffMember[]>();
  return staff.sort((a, b) => a.displayName.localeCompare(b.displayName, 'fr'));
}

type Found = { ok: true; value: Types.ObjectId } | { ok: false; fault: 'staff-unknown' | 'staff-several' };

/** By identifier (a list's choice), address, or name in either order; a beginning will do when it fits one person only. */
export function findStaff(staff: readonly StaffMember[], typed: string): Found {
  const index = indexOf(staff);
  const known = index.exact.get(typed.toLowerCase()) ?? index.exact.get(nameKey(typed));
  if (known) return known.length === 1 ? { ok: true, value: known[0]! } : { ok: false, fault: 'staff-several' };
  const words = foldText(typed)
    .split(/[\s-]+/)
    .filter(Boolean);
  if (words.length === 0) return { ok: false, fault: 'staff-unknown' };
  const fitting = index.names.filter(({ names }) => words.every((word) => names.some((name) => name.startsWith(word))));
  if (fitting.length === 1) return { ok: true, value: fitting[0]!._id };
  return { ok: false, fault: fitting.length === 0 ? 'staff-unknown' : 'staff-several' };
}

type Index = { exact: Map<string, Types.ObjectId[]>; names: { _id: Types.ObjectId; names: string[] }[] };
/** Made once for a list: a file asks for it at every line. */
const indexes = new WeakMap<readonly StaffMember[], Index>();

function indexOf(staff: readonly StaffMember[]): Index {
  const known = indexes.get(staff);
  if (known) return known;
  const exact = new Map<string, Types.ObjectId[]>();
  for (const { _id, displayName, email } of staff) {
    for (const key of new Set([String(_id), email?.toLowerCase() ?? '', nameKey(displayName)])) {
      if (key) exact.set(key, [...(exact.get(key) ?? []), _id]);
    }
  }
  const names = staff.map(({ _id, displayName }) => ({ _id, names: foldText(displayName).split(/[\s-]+/) }));
  indexes.set(staff, { exact, names });
  return { exact, names };
}

/** « Julien Lefèvre » and « LEFEVRE Julien » are one. */
function nameKey(name: string): string {
  return foldText(name)
    .split(/[\s-]+/)
    .sort()
    .join(' ');
}
