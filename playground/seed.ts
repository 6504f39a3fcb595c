/** Fills an empty database with the invented firm. Run again, it changes nothing that people have changed since. */
import { readConfig } from '../config.ts';
import { Cabinet } from '../models/cabinet.ts';
import { Collaborateur } from '../models/collaborateur.ts';
import { connectDatabase, disconnectDatabase, ensureIndexes } from '../models/connection.ts';
import { Dossier, dossierKeys } from '../models/dossier.ts';
import { Team } from '../models/team.ts';
import { ensureCabinet } from '../workflows/cabinet/ensure-cabinet.ts';
import { DOSSIERS, PEOPLE, TEAM } from './firm.ts';

const config = readConfig();
if (!config.isLocal) {
  console.error('Le cabinet inventé ne se verse pas dans une vraie base : `npm run seed` est réservé au mode local.');
  process.exit(1);
}
await connectDatabase(config.mongodbUri);
try {
  await ensureIndexes();
  const { _id: cabinetId } = await ensureCabinet(config);
  const staff = await seedStaff(cabinetId);
  await seedTeam(cabinetId);
  await seedDossiers(cabinetId, staff);
  const [dossiers, cabinet] = await Promise.all([Dossier.countDocuments({ cabinetId }), Cabinet.findById(cabinetId)]);
  console.log(`${cabinet?.name} : ${staff.size} collaborateurs, ${dossiers} dossiers.`);
} finally {
  await disconnectDatabase();
}

async function seedStaff(cabinetId: string): Promise<Map<string, unknown>> {
  const ids = new Map<string, unknown>();
  for (const { chatId, entraObjectId, prenom, nom, email, roles, userType } of PEOPLE) {
    if (userType === 'Guest') continue;
    const record = await Collaborateur.findOneAndUpdate(
      { cabinetId, entraObjectId },
      { $setOnInsert: { displayName: `${prenom} ${nom}`, email, roles, isActive: true } },
      { upsert: true, returnDocument: 'after' },
    ).lean();
    ids.set(chatId, record?._id);
  }
  return ids;
}

async function seedTeam(cabinetId: string): Promise<void> {
  const { aadGroupId, id: teamId, name } = TEAM;
  await Team.updateOne(
    { cabinetId, aadGroupId },
    { $setOnInsert: { teamId, name, isInstalled: true } },
    { upsert: true },
  );
}

async function seedDossiers(cabinetId: string, staff: Map<string, unknown>): Promise<void> {
  for (const { code, raisonSociale, maitreDuDossier, chefDeMission, ...identity } of DOSSIERS) {
    const { codeKey, searchKeys } = dossierKeys(code, raisonSociale, identity.siren);
    const people = {
      maitreDuDossierId: staff.get(maitreDuDossier),
      ...(chefDeMission && { chefDeMissionId: staff.get(chefDeMission) }),
    };
    await Dossier.updateOne(
      { cabinetId, codeKey },
      { $setOnInsert: { code, raisonSociale, searchKeys, ...identity, ...people } },
      { upsert: true },
    );
  }
}
