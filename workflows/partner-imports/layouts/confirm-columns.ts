import { AppError } from '../../../errors.ts';
import { canConfirmLayout, type Staff } from '../../rights.ts';
import type { Services } from '../../services.ts';
import { confirmLayout } from './confirm-layout.ts';
import { getLayout, type LayoutView } from './get-layout.ts';
import { type MappingEntries, type MappingFaults, type MappingForm, readMappingForm } from './mapping-form.ts';

/** `stale`: the layout changed since the card was made, and nothing was written. */
export type ColumnsOutcome =
  | { kind: 'confirmed' | 'stale' }
  | { kind: 'faulty'; layout: LayoutView; form: MappingForm; faults: MappingFaults };

/**
 * A member of staff agrees, once, to what the columns of a partner's files are (domain 171), as their card says.
 *
 * @throws AppError `not-found`, `not-allowed`.
 */
export async function confirmColumns(
  services: Services,
  staff: Staff,
  { layoutId, version, entries }: { layoutId: string; version: number; entries: MappingEntries },
): Promise<ColumnsOutcome> {
  const { cabinetId, collaborateurId } = staff;
  const layout = await getLayout(cabinetId, layoutId);
  if (!layout) throw new AppError('not-found', { because: 'layout' });
  if (!canConfirmLayout(staff)) throw new AppError('not-allowed', { because: 'layout' });
  if (layout.version !== version) return { kind: 'stale' };
  const { form, faults, mapping } = readMappingForm(layout, entries);
  if (!mapping) return { kind: 'faulty', layout, form, faults };
  const actor = { kind: 'collaborateur', id: String(collaborateurId), door: 'teams' } as const;
  try {
    await confirmLayout(services, actor, { _id: layoutId, cabinetId }, { mapping, version });
    return { kind: 'confirmed' };
  } catch (error) {
    if (error instanceof AppError && error.code === 'stale-card') return { kind: 'stale' };
    throw error;
  }
}
