/** Checks of a partner application as an administrateur types it on a card. */
import { z } from 'zod';
import type { DossierRecord } from '../../models/dossier.ts';
import { resolveDossiers } from '../interlocuteurs/resolve-dossiers.ts';
import { findDossiersByCode } from './find-dossiers-by-code.ts';
import { partnerName } from './partner-name.ts';
import { MOST_PARTNER_DOSSIERS } from './read-reach.ts';

const typed = (most: number) =>
  z.preprocess((value) => (typeof value === 'string' ? value.slice(0, most) : ''), z.string());

/** As typed on the card. */
export const partnerFormSchema = z.object({
  name: typed(400),
  reach: typed(20),
  /** Codes or names, as people list them. */
  dossiers: typed(6_000),
  /** Those chosen among several that fit, comma separated. */
  dossierIds: typed(400),
});
export type PartnerForm = z.infer<typeof partnerFormSchema>;

export type PartnerFormFaults = {
  name?: 'name-invalid' | 'name-taken';
  reach?: 'reach-missing';
  dossiers?: {
    fault: 'dossiers-missing' | 'dossier-none' | 'dossier-several' | 'dossier-left' | 'dossier-too-many';
    typed: string;
  };
};

export type CheckedPartner = {
  /** What may be recorded, once nothing is wrong. `dossierIds` null for every dossier, undefined to leave them be. */
  value?: { name: string; dossierIds: string[] | null | undefined };
  faults: PartnerFormFaults;
  choices?: { dossiers: DossierRecord[]; hasMore: boolean };
};

/**
 * Checks all the fields at once, so that every fault is shown in one go. Which reach is meant must be said: none chosen
 * is never taken for all (domain 169).
 *
 * @param keeps whether an empty list leaves the dossiers of the partner as they are.
 */
export async function checkPartnerForm(cabinetId: string, form: PartnerForm, keeps = false): Promise<CheckedPartner> {
  const faults: PartnerFormFaults = {};
  const name = partnerName.safeParse(form.name);
  if (!name.success) faults.name = 'name-invalid';
  if (form.reach !== 'all' && form.reach !== 'dossiers') faults.reach = 'reach-missing';
  const named = form.reach === 'dossiers' ? await readDossiers(cabinetId, form, keeps) : { ids: null };
  if (named.fault) faults.dossiers = named.fault;
  const isGood = Object.keys(faults).length === 0;
  return {
    ...(isGood && { value: { name: name.data!, dossierIds: named.ids } }),
    ...(named.choices && { choices: named.choices }),
    faults,
  };
}

type Named = {
  ids?: string[] | null;
  fault?: NonNullable<PartnerFormFaults['dossiers']>;
  choices?: CheckedPartner['choices'];
};

/** Whole codes first, however many; what is none of them is looked up as it is elsewhere (domain 62). */
async function readDossiers(cabinetId: string, { dossiers, dossierIds }: PartnerForm, keeps: boolean): Promise<Named> {
  const parts = dossiers
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length === 0) return keeps ? {} : { fault: { fault: 'dossiers-missing', typed: '' } };
  if (parts.length > MOST_PARTNER_DOSSIERS) return { fault: { fault: 'dossier-too-many', typed: '' } };
  const { found, unknown } = await findDossiersByCode(cabinetId, parts);
  const others = await resolveDossiers(cabinetId, unknown.join(', '), dossierIds.split(','));
  const left = found.find(({ status }) => status !== 'active');
  const fault = left ? ({ fault: 'dossier-left', typed: left.code } as const) : others.fault;
  const ids = [...found, ...others.found].map(({ _id }) => String(_id));
  return { ids: [...new Set(ids)], fault, choices: others.choices };
}
