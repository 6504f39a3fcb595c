import type { PortfolioImportRecord } from '../../models/portfolio-import.ts';
import type { Services } from '../services.ts';
import { loadStaff } from '../staff/load-staff.ts';
import { confirmImport } from './confirm-import.ts';

/** « Oui » was said with the file itself: in the name of whoever did, if they may still. */
export async function confirmItself(services: Services, record: PortfolioImportRecord): Promise<void> {
  const { _id, cabinetId, createdBy, confirmsItself } = record;
  const staff = confirmsItself && (await loadStaff(services, cabinetId, confirmsItself.by ?? createdBy));
  if (staff) await confirmImport(services, staff, { importId: String(_id), invites: confirmsItself.invites });
}
