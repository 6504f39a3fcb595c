import { getLayout } from '../../workflows/partner-imports/layouts/get-layout.ts';
import { layoutCard } from '../cards/layout-card.ts';
import type { LayoutRemark } from '../cards/layout-form-card.ts';
import type { ShowRecord } from './shown.ts';

export const showLayoutCard: ShowRecord = async (services, { cabinetId, locale }, { layoutId = '' }, remark) => {
  const layout = await getLayout(cabinetId, layoutId);
  const { timeZone } = services.config.firm;
  return layout && layoutCard({ locale, timeZone, layout, remark: remark as LayoutRemark | undefined });
};
