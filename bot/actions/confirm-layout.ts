import { confirmColumns } from '../../workflows/partner-imports/layouts/confirm-columns.ts';
import { layoutFormCard } from '../cards/layout-form-card.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** « Confirmer »; a click that comes too late gets the present state. */
export const confirmLayout = defineAction('layout.confirm', async (context, { layoutId, version, ...entries }) => {
  const { services, staff } = context;
  const outcome = await confirmColumns(services, staff, { layoutId, version, entries });
  if (outcome.kind === 'faulty') return layoutFormCard({ locale: staff.locale, ...outcome });
  return showRecord(context, 'layout', { layoutId }, outcome.kind === 'stale' ? 'stale' : undefined);
});
