import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import type { Services } from '../services.ts';

/** A person has accepted the invitation: whatever was proposed to them goes on, on every dossier (domain 39). */
export async function resumePlans(
  { queue, now }: Services,
  { cabinetId, interlocuteurId }: { cabinetId: string; interlocuteurId: string },
): Promise<number> {
  const waiting = {
    'grants.interlocuteurId': interlocuteurId,
    grants: { $elemMatch: { interlocuteurId, status: 'proposed' } },
  };
  const dossiers = await Dossier.find({ cabinetId, status: 'active', ...waiting }, { grants: 1 }).lean<
    DossierRecord[]
  >();
  const mine = dossiers.flatMap(({ _id, grants }) =>
    grants
      .filter((one) => String(one.interlocuteurId) === interlocuteurId && one.status === 'proposed')
      .map(({ offer, generation }) => ({ dossierId: String(_id), offer, generation })),
  );
  for (const { dossierId, offer, generation } of mine) {
    // Should the job below be lost, the sweep finds it.
    await Dossier.updateOne(
      { _id: dossierId, cabinetId, grants: { $elemMatch: { interlocuteurId, offer, generation, status: 'proposed' } } },
      { $set: { 'grants.$.nextAttemptAt': now() } },
    );
    const key = `resume:${dossierId}:${interlocuteurId}:${offer}:${generation}:${now().getTime()}`;
    await queue.enqueue('advance-grant', { cabinetId, dossierId, interlocuteurId, offer }, { key, runAt: now() });
  }
  return mine.length;
}
