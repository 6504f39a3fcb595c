import { previewExit } from '../../workflows/dossiers/preview-exit.ts';
import { type ExitRemark, exitCard } from '../cards/exit-card.ts';
import type { ShowRecord } from './shown.ts';

export const showExitCard: ShowRecord = async (services, { cabinetId, locale }, { dossierId = '' }, remark) => {
  const exit = await previewExit(cabinetId, dossierId);
  const { timeZone } = services.config.firm;
  return exit && exitCard({ locale, timeZone, exit, remark: remark as ExitRemark | undefined });
};
