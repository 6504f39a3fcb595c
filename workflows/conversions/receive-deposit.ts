import { PortfolioImport } from '../../models/portfolio-import.ts';
import { peek } from '../files/peek.ts';
import { orCut } from '../files/store-file.ts';
import { recogniseFormat } from '../partner-imports/formats/recognise-format.ts';
import { receiveFile } from '../portfolio-imports/receive-file.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { receiveTra } from './receive-tra.ts';

/** Bytes by which a TRA is told. */
const HEAD_BYTES = 256;

type Handed = { name: string; source: AsyncIterable<Uint8Array>; slotId?: string };

export type Deposited =
  | { kind: 'conversion'; conversionId: string }
  | { kind: 'received' | 'already-open'; importId: string };

/**
 * A file that a collaborateur hands in, told by its content and never by its name: a TRA is to become a FEC, anything else is
 * a file of companies.
 *
 * @throws AppError as `receiveTra` and `receiveFile`: nothing is left then.
 */
export async function receiveDeposit(
  services: Services,
  staff: Staff,
  { name, source, slotId }: Handed,
): Promise<Deposited> {
  const { head, whole } = await peek(orCut(source), HEAD_BYTES);
  if (recogniseFormat(head) === 'tra') {
    const received = await receiveTra(services, staff, { name, source: whole, slotId });
    // No file of companies comes to this place any more.
    if (slotId) await PortfolioImport.deleteOne({ cabinetId: staff.cabinetId, status: 'receiving', slots: slotId });
    return { kind: 'conversion', ...received };
  }
  return receiveFile(services, staff, { name, source: whole, door: 'teams', slotId });
}
