/** `npm run audit:verify`: walks each firm's audit chain and says whether a line is missing or altered. */
import { readConfig } from '../config.ts';
import { Cabinet } from '../models/cabinet.ts';
import { connectDatabase, disconnectDatabase } from '../models/connection.ts';
import { type AuditFault, verifyAudit } from '../workflows/audit/verify-audit.ts';

const FAULTS: Record<AuditFault['fault'], string> = {
  missing: 'manque',
  altered: 'a été modifiée',
  'broken-link': 'ne suit pas la précédente',
  'cut-at-end': 'manque en fin de chaîne',
};

await connectDatabase(readConfig().mongodbUri);
try {
  for (const { _id, name } of await Cabinet.find().lean()) {
    const { lines, faults } = await verifyAudit(_id);
    const verdict = faults.length === 0 ? 'chaîne intacte' : `${faults.length} anomalie(s)`;
    console.log(`${name} : ${lines} ligne(s) d'audit, ${verdict}.`);
    for (const { seq, fault } of faults.slice(0, 50)) console.log(`  - ligne ${seq} : ${FAULTS[fault]}`);
    if (faults.length > 0) process.exitCode = 1;
  }
} finally {
  await disconnectDatabase();
}
