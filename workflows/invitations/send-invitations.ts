import { batched } from '../../graph/batched.ts';
import type { GraphClient } from '../../graph/graph-client.ts';
import { createWaitingLine, type WaitingLine } from '../../graph/waiting-line.ts';
import type { Services } from '../services.ts';
import { countOutcomes } from './count-outcomes.ts';
import { type ComposeInvitationMail, sendInvitation } from './send-invitation.ts';

type Ids = { cabinetId: string; interlocuteurIds: string[] };

/** Past it the queue would take the job for lost. The people it names have not been touched: the sweep finds them. */
const MOST_WAIT_MS = 30_000;
/** One line for each Graph: a lease must not run while another crowd's mails, three at a time, hold up ours. */
const LINES = new WeakMap<GraphClient, WaitingLine>();

/**
 * Sends several invitations at once, each as `sendInvitation` does, with a lease and an end of its own: only their
 * calls to Graph travel together, so that twenty lookups and twenty invitations are two HTTP calls.
 *
 * @returns how many came to which end.
 * @throws AppError `graph-throttled` when others were before it for too long; nothing was begun.
 */
export function sendInvitations(
  services: Services,
  { cabinetId, interlocuteurIds }: Ids,
  composeMail: ComposeInvitationMail,
): Promise<Record<string, number>> {
  return lineOf(services.graph).pass(performance.now() + MOST_WAIT_MS, () => {
    const together = { ...services, graph: batched(services.graph) };
    const sent = interlocuteurIds.map((interlocuteurId) =>
      sendInvitation(together, { cabinetId, interlocuteurId }, composeMail),
    );
    return countOutcomes(sent);
  });
}

function lineOf(graph: GraphClient): WaitingLine {
  const line = LINES.get(graph) ?? createWaitingLine(1);
  LINES.set(graph, line);
  return line;
}
