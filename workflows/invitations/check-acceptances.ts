import { batched } from '../../graph/batched.ts';
import type { Services } from '../services.ts';
import { checkAcceptance } from './check-acceptance.ts';
import { countOutcomes } from './count-outcomes.ts';

type Ids = { cabinetId: string; interlocuteurIds: string[] };

/**
 * Looks after several guests at once, each as `checkAcceptance` does: only their calls to Graph travel together
 * (facts: graph.md section 9: batches of twenty).
 *
 * @returns how many came to which end; whoever could not be looked at is looked at next time.
 */
export function checkAcceptances(
  services: Services,
  { cabinetId, interlocuteurIds }: Ids,
): Promise<Record<string, number>> {
  const together = { ...services, graph: batched(services.graph) };
  return countOutcomes(
    interlocuteurIds.map((interlocuteurId) => checkAcceptance(together, { cabinetId, interlocuteurId })),
  );
}
