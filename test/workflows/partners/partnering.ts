/** A firm with dossiers, an administrateur, and those who must not get in. */
import { Types } from 'mongoose';
import { AuditEvent } from '../../../models/audit-event.ts';
import { Partner, type PartnerRecord } from '../../../models/partner.ts';
import { createPartner, type NewPartner } from '../../../workflows/partners/create-partner.ts';
import type { Staff } from '../../../workflows/rights.ts';
import { buildWorld } from '../../support/world.ts';

export const TEAMS = { via: { door: 'teams' } } as const;

export type Partnering = Awaited<ReturnType<typeof buildPartnering>>;

export async function buildPartnering(name: string, environment: Record<string, string> = {}) {
  const world = await buildWorld(name, environment);
  const admin = world.asStaff(await world.buildStaff({ roles: ['administrateur'] }));
  const staff = world.asStaff(await world.buildStaff({ displayName: 'Thomas Garnier' }));
  const stranger: Staff = { ...admin, cabinetId: 'another-firm', collaborateurId: new Types.ObjectId() };
  const dossiers = {
    fleurs: await world.buildDossier({ code: 'FLEURS', raisonSociale: 'Les Fleurs de Léa' }),
    test1: await world.buildDossier({ code: 'Été-1', raisonSociale: 'Boulangerie Martin' }),
    left: await world.buildDossier({ code: 'PARTI', raisonSociale: 'Ancien Client', status: 'left' }),
  };
  let made = 0;

  return {
    ...{ world, admin, staff, stranger, dossiers },
    create(input: Partial<Parameters<typeof createPartner>[2]> = {}): Promise<NewPartner> {
      made += 1;
      return createPartner(world.services, admin, { name: `Pulsar ${made}`, dossierIds: null, ...TEAMS, ...input });
    },
    async recordOf(partnerId: string): Promise<PartnerRecord> {
      return (await Partner.findById(partnerId).lean<PartnerRecord>())!;
    },
    /** What the audit trail says of a partner, in order. */
    async linesOf(partnerId: string) {
      return AuditEvent.find({ 'subject.id': partnerId }).sort({ seq: 1 }).lean();
    },
  };
}

/** The code of the refusal, or nothing when there was none. */
export async function refusalOf(act: Promise<unknown>): Promise<string | undefined> {
  return act.then(
    () => undefined,
    (error) => error.code ?? String(error),
  );
}
