import type { PartnerRecord } from '../../models/partner.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { type Changed, changePartner, type ThatPartner, type Via } from './change-partner.ts';
import { partnerNameKey } from './partner-name.ts';
import { type PartnerReachInput, readReach } from './read-reach.ts';

/**
 * Changes the name of a partner application, the dossiers it may reach, or both; good from its next call on.
 *
 * @param input what is absent stays as it is; `dossierIds` null for every dossier (domain 169).
 * @throws AppError `not-found`, `not-allowed`, `partner-revoked`, `partner-name-taken`.
 */
export async function changePartnerReach(
  services: Services,
  staff: Staff,
  input: ThatPartner & { name?: string; via: Via } & Partial<PartnerReachInput>,
): Promise<Changed> {
  const { name, dossierIds } = input;
  const reach = dossierIds === undefined ? undefined : await readReach(staff.cabinetId, dossierIds);
  return changePartner(services, staff, input, (partner) => {
    const before = contentOf(partner);
    const after = contentOf({ ...partner, ...(name !== undefined && { name }), ...reach });
    if (JSON.stringify(before) === JSON.stringify(after)) return undefined;
    return {
      ...{ act: 'partner.reach-changed', before, after },
      set: { ...(name !== undefined && { name, nameKey: partnerNameKey(name) }), ...reach },
    };
  });
}

function contentOf({ name, reach, dossierIds }: PartnerRecord) {
  return { name, reach, dossierIds: dossierIds.map(String).sort() };
}
