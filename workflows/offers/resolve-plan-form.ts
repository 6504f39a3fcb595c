/**
 * From what a sentence or a card says of a plan to the records it speaks of, and what is still missing. Reads only.
 *
 * The address must be the one that was invited (domain 37): somebody of the same name with another address is shown
 * before anything is done, and a person says whether it is the same one.
 */
import { z } from 'zod';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { Interlocuteur, type InterlocuteurRecord, QUALITES } from '../../models/interlocuteur.ts';
import type { OfferRecord } from '../../models/offer.ts';
import { type DossierMatch, findDossiers } from '../dossiers/find-dossiers.ts';
import { findNamesakes as findPeopleNamed } from '../interlocuteurs/find-interlocuteurs.ts';
import { normaliseEmail } from '../invitations/normalise-email.ts';
import { canManageOffers, type Staff } from '../rights.ts';
import { listOffers } from './list-offers.ts';

const typed = (most: number) =>
  z.preprocess((value) => (typeof value === 'string' ? value.slice(0, most) : ''), z.string());

/** Exactly what was typed or chosen, kept so that nothing has to be typed twice. */
export const planFormSchema = z.object({
  offer: typed(40),
  dossier: typed(200),
  dossierId: typed(24),
  /** The person chosen among those that fit; `new` for somebody else. */
  interlocuteurId: typed(24),
  prenom: typed(400),
  nom: typed(400),
  email: typed(1_000),
  qualite: typed(40),
  subscription: typed(10),
});
export type PlanForm = z.infer<typeof planFormSchema>;

const entry = z.string().max(1_000).optional().catch(undefined);
/** What one submitted card brings: fields that it did not ask for are absent, and stay as they were. */
export const planEntriesSchema = z.object({
  ...{ offer: entry, dossier: entry, dossierId: entry, interlocuteurId: entry, prenom: entry, nom: entry },
  ...{ email: entry, qualite: entry, subscription: entry },
});
export type PlanField = keyof PlanForm;
/** The value of « une autre personne ». */
export const NEW_PERSON = 'new';

export type PlanFault =
  | 'required'
  | 'too-long'
  | 'characters'
  | 'email-invalid'
  | 'qualite-invalid'
  | 'dossier-none'
  | 'dossier-several'
  | 'person-several'
  | 'person-unknown'
  | 'email-differs'
  | 'subscription-required';

export type PlanPerson = { interlocuteurId: string; prenom?: string; nom: string; email: string };

export type ResolvedPlan = {
  catalogue: OfferRecord[];
  offer?: OfferRecord;
  dossierMatch?: DossierMatch;
  dossier?: DossierRecord;
  /** Somebody on record. */
  person?: InterlocuteurRecord;
  /** Somebody not on record yet, whole enough to be added. */
  newcomer?: { prenom?: string; nom: string; email: string; qualite: (typeof QUALITES)[number] };
  /** People among whom the staff must choose. */
  choices?: PlanPerson[];
  asksSubscription: boolean;
  faults: Partial<Record<PlanField, PlanFault>>;
};

const MOST_CHOICES = 10;

/** @param staff whose right to open services decides whether the subscription is theirs to confirm. */
export async function resolvePlanForm(staff: Staff, form: PlanForm): Promise<ResolvedPlan> {
  const { cabinetId } = staff;
  const [catalogue, dossierMatch] = await Promise.all([
    listOffers(cabinetId),
    form.dossier.trim() ? findDossiers(cabinetId, form.dossier) : undefined,
  ]);
  const offer = catalogue.find(({ code }) => code === form.offer);
  const dossier = await chosenDossier(cabinetId, form, dossierMatch);
  const found = await findPerson(cabinetId, form, dossier);
  const isOpen = dossier?.offers.some(({ code, status }) => code === offer?.code && status === 'active');
  const mayManage = !dossier || canManageOffers(staff, dossier);
  const asksSubscription = Boolean(offer?.isPaid && !isOpen && mayManage);
  const faults: ResolvedPlan['faults'] = {
    ...(!offer && { offer: 'required' as const }),
    ...(!dossier && { dossier: dossierFault(form, dossierMatch) }),
    ...found.faults,
    ...(asksSubscription && form.subscription !== 'true' && { subscription: 'subscription-required' as const }),
  };
  const { person, newcomer, choices } = found;
  return { catalogue, offer, dossierMatch, dossier, person, newcomer, choices, asksSubscription, faults };
}

/** The one that fits, or the one chosen among those that fit what is typed now: an older choice does not count. */
async function chosenDossier(
  cabinetId: string,
  { dossierId }: PlanForm,
  match: DossierMatch | undefined,
): Promise<DossierRecord | undefined> {
  if (match?.kind === 'one') return match.dossier;
  if (match?.kind === 'several') return match.dossiers.find(({ _id }) => String(_id) === dossierId);
  if (match || !/^[0-9a-f]{24}$/.test(dossierId)) return undefined;
  return (await Dossier.findOne({ _id: dossierId, cabinetId }).lean<DossierRecord>()) ?? undefined;
}

function dossierFault({ dossier }: PlanForm, match: DossierMatch | undefined): PlanFault {
  if (!dossier.trim() || !match) return 'required';
  return match.kind === 'none' ? 'dossier-none' : 'dossier-several';
}

type FoundPerson = Pick<ResolvedPlan, 'person' | 'newcomer' | 'choices' | 'faults'>;

async function findPerson(cabinetId: string, form: PlanForm, dossier: DossierRecord | undefined): Promise<FoundPerson> {
  if (/^[0-9a-f]{24}$/.test(form.interlocuteurId)) {
    const chosen = await Interlocuteur.findOne({
      ...{ _id: form.interlocuteurId, cabinetId, removedAt: null },
    }).lean<InterlocuteurRecord>();
    if (chosen) return { person: chosen, faults: {} };
  }
  const email = normaliseEmail(form.email);
  if (email) {
    const known = await Interlocuteur.findOne({ cabinetId, email }).lean<InterlocuteurRecord>();
    if (known && !known.removedAt) return { person: known, faults: {} };
  }
  const namesakes = form.interlocuteurId === NEW_PERSON ? [] : await findNamesakes(cabinetId, form, dossier);
  if (namesakes.length > 0) {
    const [only] = namesakes;
    // Named without an address, there is no doubt about somebody who is alone of that name.
    if (!form.email.trim() && only && namesakes.length === 1) return { person: only, faults: {} };
    const fault = form.email.trim() ? 'email-differs' : 'person-several';
    return { choices: namesakes.map(toChoice), faults: { interlocuteurId: fault } };
  }
  return checkNewcomer(form, email);
}

/** The same name, on this dossier before elsewhere; a name alone is no key (domain 55). */
async function findNamesakes(
  cabinetId: string,
  { prenom, nom }: PlanForm,
  dossier: DossierRecord | undefined,
): Promise<InterlocuteurRecord[]> {
  if (!nom.trim()) return [];
  const same = await findPeopleNamed(cabinetId, `${prenom} ${nom}`);
  const onDossier = same.filter(({ links }) => dossier && links.some((link) => link.dossierId.equals(dossier._id)));
  return (onDossier.length > 0 ? onDossier : same).slice(0, MOST_CHOICES);
}

function toChoice({ _id, prenom, nom, email }: InterlocuteurRecord): PlanPerson {
  return { interlocuteurId: String(_id), prenom, nom, email };
}

const nameSchema = z
  .string()
  .trim()
  .max(80, 'too-long')
  .regex(/^[^<>\p{Cc}]*$/u, 'characters');
const newcomerSchema = z.object({
  nom: nameSchema.min(1, 'required'),
  prenom: nameSchema.transform((value) => value || undefined),
  // No default: the one opens the GS part of the GED, the other does not (domain 6 to 9).
  qualite: z.string().min(1, 'required').pipe(z.enum(QUALITES, 'qualite-invalid')),
});

function checkNewcomer(form: PlanForm, email: string | undefined): FoundPerson {
  const parsed = newcomerSchema.safeParse(form);
  const faults: FoundPerson['faults'] = {};
  for (const { path, message } of parsed.error?.issues ?? []) faults[path[0] as PlanField] ??= message as PlanFault;
  if (!form.email.trim()) faults.email = form.nom.trim() ? 'person-unknown' : 'required';
  else if (!email) faults.email = 'email-invalid';
  if (!parsed.success || !email || Object.keys(faults).length > 0) return { faults };
  return { newcomer: { ...parsed.data, email }, faults: {} };
}
