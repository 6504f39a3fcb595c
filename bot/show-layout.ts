/** The cards of partners' columns that somebody is filling in, or leafing through. */
import { AppError } from '../errors.ts';
import { getLayout } from '../workflows/partner-imports/layouts/get-layout.ts';
import { listLayoutLines } from '../workflows/partner-imports/layouts/list-layout-lines.ts';
import { type MappingEntries, readMappingForm } from '../workflows/partner-imports/layouts/mapping-form.ts';
import { layoutFormCard } from './cards/layout-form-card.ts';
import { layoutsCard } from './cards/layouts-card.ts';
import type { BotContext } from './context.ts';
import type { Answer } from './turn.ts';

const PAGE = 8;

type Asked = { partner?: string; partnerId?: string; isToConfirm: boolean; skip?: number };

export async function showLayouts({ staff }: BotContext, { skip = 0, ...asked }: Asked): Promise<Answer> {
  const { cabinetId, locale } = staff;
  return layoutsCard({ locale, page: await listLayoutLines(cabinetId, { ...asked, skip, limit: PAGE }) });
}

/**
 * The form as it was filled in so far, its lists beginning at a column of the file; what is wrong is said when it is sent.
 *
 * @throws AppError `not-found`.
 */
export async function showLayoutForm(
  { staff }: BotContext,
  layoutId: string,
  { from = 0, entries = {} }: { from?: number; entries?: MappingEntries } = {},
): Promise<Answer> {
  const layout = await getLayout(staff.cabinetId, layoutId);
  if (!layout) throw new AppError('not-found', { because: 'layout' });
  const { form } = readMappingForm(layout, entries);
  return layoutFormCard({ locale: staff.locale, layout, form, from });
}
