/** A firm, its dossiers, and a partner that posts accounting files. */
import { Readable } from 'node:stream';
import { EntryChunk } from '../../models/entry-chunk.ts';
import { EntrySummary } from '../../models/entry-summary.ts';
import { EntryValue } from '../../models/entry-value.ts';
import { Partner } from '../../models/partner.ts';
import { PartnerImport } from '../../models/partner-import.ts';
import { StoredFile, StoredPiece } from '../../models/stored-file.ts';
import { createPartner } from '../../workflows/partners/create-partner.ts';
import { fecRows, renderFec, SIREN } from '../fixtures/fec/generate-fec.ts';
import { buildWorld } from '../support/world.ts';
import { call } from './apis.ts';

export type PartnerImporting = Awaited<ReturnType<typeof buildPartnerImporting>>;

export async function buildPartnerImporting(name: string, environment: Record<string, string> = {}) {
  const world = await buildWorld(name, environment);
  const admin = world.asStaff(await world.buildStaff({ roles: ['administrateur'] }));
  const dossier = await world.buildDossier({ code: 'FLEURS', raisonSociale: 'Les Fleurs de Léa', siren: SIREN });
  const other = await world.buildDossier({ code: 'GARAGE', raisonSociale: 'Garage du Pont' });
  const partnerOf = async (partnerName: string, dossierIds: string[] | null = null) => {
    const made = await createPartner(world.services, admin, {
      ...{ name: partnerName, dossierIds, via: { door: 'teams' } },
    });
    // Stories ask more often than partners may.
    await Partner.updateOne({ _id: made.partnerId }, { $set: { requestsPerMinute: 100_000 } });
    return { ...made, headers: { authorization: `Bearer ${made.key}` } };
  };
  const partner = await partnerOf('Pulsar Notes de frais');

  const post = (body: Uint8Array | Readable, options: Posting = {}) => {
    const { code = 'FLEURS', name: fileName, headers, by = partner } = options;
    const query = fileName ? `?name=${encodeURIComponent(fileName)}` : '';
    const sent = body instanceof Readable ? Readable.toWeb(body) : new Uint8Array(body);
    return call(world, 'POST', `/api/v1/dossiers/${code}/imports${query}`, {
      body: sent as never,
      headers: { ...by.headers, ...headers },
    });
  };
  const get = (path: string, by = partner) => call(world, 'GET', path, { headers: by.headers });

  /** How many documents of imports there are of each kind: what an upload that came to nothing leaves is none. */
  const left = async () => ({
    imports: await PartnerImport.countDocuments({}),
    chunks: await EntryChunk.countDocuments({}),
    values: await EntryValue.countDocuments({}),
    summaries: await EntrySummary.countDocuments({}),
    files: await StoredFile.countDocuments({}),
    pieces: await StoredPiece.countDocuments({}),
  });
  return { ...{ world, admin, dossier, other, partner, partnerOf, post, get, left } };
}

type Posting = {
  code?: string;
  name?: string;
  headers?: Record<string, string>;
  by?: { headers: Record<string, string> };
};

/** A FEC that nothing is wrong with; another seed, other entries. */
export function fecOf(lines: number, seed = 1): Buffer {
  return Buffer.from(renderFec(fecRows({ lines, seed })));
}
