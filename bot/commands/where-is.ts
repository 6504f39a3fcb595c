import { foldText } from '../../models/fold-text.ts';
import { findDossiers } from '../../workflows/dossiers/find-dossiers.ts';
import { findInterlocuteurs } from '../../workflows/interlocuteurs/find-interlocuteurs.ts';
import { planFormSchema, resolvePlanForm } from '../../workflows/offers/resolve-plan-form.ts';
import { showRecord } from '../actions/show-record.ts';
import { whereIsCard } from '../cards/where-is-card.ts';
import { toDossierChoices } from '../dossier-choices.ts';
import { readOfferSentence } from '../understanding/read-offer-sentence.ts';
import type { Command } from './command.ts';

const ASKING =
  /^(?:(?:dis|dites)[ -]moi )?(?:ou en (?:est|sont|suis|sommes)|etat d avancement|avancement|where is|where are|status of)(?:[ -](?:on|nous|je|elle|il|ils|elles))?(?: (?:le |la |l |les |de |du |d |des |avec |pour |sur |dossier |client |cliente |monsieur |madame |m |mme |the |file |invitation ))*\s*/;

/** Where a dossier or a person stands: which step they are stuck at, and who must act. */
export const whereIs: Command = {
  name: 'where-is',
  titles: { fr: 'où en est', en: 'where is' },
  synonyms: ['où en est on', 'où en sommes nous', 'avancement'],
  // Of the invitations as a whole there is a list.
  matches: (text) => ASKING.test(foldText(text)) && !/\binvitations$/.test(foldText(text)),
  async run(context, text) {
    const { staff } = context;
    const { cabinetId, locale } = staff;
    const plan = await planOf(context, text);
    if (plan) return plan;
    const typed = foldText(text).replace(ASKING, '').trim();
    if (!typed) return whereIsCard({ locale, typed: '', people: [], dossiers: [] });
    const [person, dossier] = await Promise.all([findInterlocuteurs(cabinetId, typed), findDossiers(cabinetId, typed)]);
    const isCode = dossier.kind === 'one' && dossier.dossier.codeKey === typed;
    if (dossier.kind === 'one' && (isCode || person.kind === 'none')) {
      return showRecord(context, 'dossier', { dossierId: String(dossier.dossier._id) });
    }
    if (person.kind === 'one' && dossier.kind !== 'one') {
      return showRecord(context, 'interlocuteur', { interlocuteurId: String(person.person._id) });
    }
    return whereIsCard({
      ...{ locale, typed },
      people: person.kind === 'several' ? person.people : person.kind === 'one' ? [person.person] : [],
      dossiers: toDossierChoices(dossier)?.dossiers ?? (dossier.kind === 'one' ? [toChoice(dossier.dossier)] : []),
    });
  },
};

function toChoice({ _id, code, raisonSociale }: { _id: unknown; code: string; raisonSociale: string }) {
  return { id: String(_id), code, raisonSociale };
}

/** « où en est Consultation pour Claire Martin sur TEST1 » names all three: its plan answers. */
async function planOf(context: Parameters<Command['run']>[0], text: string) {
  const { offer, act: _, ...rest } = readOfferSentence(text.replace(/^.*?\s(?:est|sont|is|are)\s/iu, ''));
  if (!offer) return undefined;
  const found = await resolvePlanForm(context.staff, planFormSchema.parse({ ...rest, offer }));
  const { dossier, person } = found;
  if (!dossier || !person) return undefined;
  const refs = { dossierId: String(dossier._id), interlocuteurId: String(person._id), offer };
  return showRecord(context, 'plan', refs);
}
