import { AuditEvent, type AuditEventRecord, AuditHead, CHAIN_START, hashAuditEvent } from '../../models/audit-event.ts';

export type AuditFault = { seq: number; fault: 'missing' | 'altered' | 'broken-link' | 'cut-at-end' };
export type AuditVerdict = { cabinetId: string; lines: number; faults: AuditFault[] };

/** Walks a firm's whole chain in bounded memory and names every line that is missing or altered. */
export async function verifyAudit(cabinetId: string): Promise<AuditVerdict> {
  const faults: AuditFault[] = [];
  let lines = 0;
  let expectedSeq = 1;
  let previousHash = CHAIN_START;
  const cursor = AuditEvent.find({ cabinetId }).sort({ seq: 1 }).lean<AuditEventRecord>().cursor();
  for await (const event of cursor) {
    lines += 1;
    for (; expectedSeq < event.seq; expectedSeq += 1) faults.push({ seq: expectedSeq, fault: 'missing' });
    if (hashAuditEvent(event) !== event.hash) faults.push({ seq: event.seq, fault: 'altered' });
    else if (event.previousHash !== previousHash) faults.push({ seq: event.seq, fault: 'broken-link' });
    previousHash = event.hash;
    expectedSeq = event.seq + 1;
  }
  const head = await AuditHead.findById(cabinetId).lean();
  for (; head && expectedSeq <= head.seq; expectedSeq += 1) faults.push({ seq: expectedSeq, fault: 'cut-at-end' });
  return { cabinetId, lines, faults };
}
