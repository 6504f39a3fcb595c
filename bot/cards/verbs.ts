/** Each verb a card can emit, beside the shape of its data. What comes back is checked against it, never trusted. */
import { z } from 'zod';
import { choiceFormSchema } from '../../workflows/conversions/check-choice.ts';
import { dossierEntriesSchema } from '../../workflows/dossiers/check-dossier-form.ts';
import { interlocuteurEntriesSchema } from '../../workflows/interlocuteurs/check-interlocuteur-form.ts';
import { invitationFormSchema } from '../../workflows/invitations/check-invitation-form.ts';
import { offerFormSchema } from '../../workflows/offers/check-offer-form.ts';
import { planEntriesSchema } from '../../workflows/offers/resolve-plan-form.ts';
import { mappingEntriesSchema } from '../../workflows/partner-imports/layouts/mapping-form.ts';
import { partnerFormSchema } from '../../workflows/partners/check-partner-form.ts';

const id = z.string().regex(/^[0-9a-f]{24}$/);
const invitation = z.object({ interlocuteurId: id, dossierId: id });
const generation = z.coerce.number().int().positive();
const thatInvitation = invitation.extend({ generation });

const version = z.coerce.number().int().nonnegative();
const offerCode = z.string().regex(/^[a-z0-9-]{1,40}$/);
const dossier = z.object({ dossierId: id });
const draft = z.object({ draftId: id });
const plan = z.object({ dossierId: id, interlocuteurId: id, offer: offerCode });
/** A card of before buttons carried a fence has none: it fits no state, and is answered with the present one. */
const fence = z.coerce.number().int().nonnegative().catch(-1);
const thatPlan = plan.extend({ turn: fence });
const person = z.object({ interlocuteurId: id });
const thatPerson = person.extend({ version });
/** What can be asked about somebody who has still to be chosen among several. */
const personAct = z.enum(['view', 'modify', 'deactivate', 'reactivate', 'remove', 'link']);
const ticked = z.string().max(10).catch('');
const typedText = z.string().max(1_000).catch('');
const partner = z.object({ partnerId: id });
const conversion = z.object({ conversionId: id });
const thatPartner = partner.extend({ version });
/** A partner’s, then the fingerprint of its columns. */
const layout = z.object({ layoutId: z.string().regex(/^[0-9a-f]{24}:[0-9a-f]{64}$/) });
const thatLayout = layout.extend({ version, ...mappingEntriesSchema.shape });
/** Hours that the old key of a partner stays good. */
export const GRACE_CHOICES = ['0', '24', '72', '168'] as const;

export const VERBS = {
  /** A button that stands for a sentence. */
  'command.run': z.object({ command: z.string().max(50), text: z.string().max(2_000).optional() }),
  'invitation.send': invitationFormSchema,
  'invitation.cancel': z.object({}),
  'invitation.view': invitation,
  'invitation.resend': thatInvitation,
  'invitation.correct-ask': thatInvitation,
  'invitation.correct': thatInvitation.extend({ email: z.string().max(1_000).catch('') }),
  'invitation.remove-ask': thatInvitation,
  'invitation.remove': thatInvitation,
  'plan.view': plan,
  'plan.begin': dossier,
  'plan.start': thatPlan.extend({ invitation: fence, subscription: ticked }),
  'plan.submit': draft.extend(planEntriesSchema.shape),
  'plan.edit': draft,
  'plan.drop': draft,
  'plan.revoke-ask': thatPlan,
  'plan.revoke': thatPlan,
  'plan.change-ask': thatPlan,
  'plan.change': thatPlan.extend({ to: z.string().max(40).catch(''), subscription: ticked }),
  'offer.edit-ask': z.object({ code: offerCode }),
  'offer.edit': offerFormSchema.extend({ code: offerCode, version }),
  'offer.end-ask': dossier,
  /** `offer` is a choice of the card: the service and when it was opened. */
  'offer.end': dossier.extend({ offer: z.string().max(80).catch('') }),
  'dossier.view': dossier,
  'dossier.save': draft.extend(dossierEntriesSchema.shape),
  'dossier.edit': draft,
  'dossier.drop': draft,
  'dossier.invite-dirigeants': dossier,
  'dirigeant.ask': dossier,
  'dirigeant.add': dossier.extend({
    ...{ nom: typedText, prenom: typedText, email: typedText, mobile: typedText, invites: ticked },
  }),
  'dossier.imports': dossier,
  'dossier.hide-imports': dossier,
  'dossier.reopen': dossier,
  'exit.view': dossier,
  'exit.confirm': dossier.extend({ version }),
  'portfolio.page': z.object({ scope: z.enum(['mine', 'all']).catch('all'), after: z.string().max(200).optional() }),
  'interlocuteur.view': person,
  'interlocuteurs.view': z.object({ dossierId: id.optional(), afterId: id.optional() }),
  'interlocuteur.choose': person.extend({ act: personAct, dossierIds: z.array(id).max(10).optional() }),
  'interlocuteur.save': draft.extend({ all: z.boolean().optional(), ...interlocuteurEntriesSchema.shape }),
  'interlocuteur.edit': draft,
  'interlocuteur.drop': draft,
  'interlocuteur.answer': draft.extend({
    answer: z.enum(['same', 'changed', 'invited', 'sure']),
    interlocuteurId: id.optional(),
  }),
  'interlocuteur.modify': person,
  'interlocuteur.invite': person.extend({ generation }),
  'interlocuteur.deactivate-ask': person,
  'interlocuteur.deactivate': thatPerson,
  'interlocuteur.reactivate': thatPerson,
  'interlocuteur.remove-ask': person,
  'interlocuteur.remove': thatPerson,
  'interlocuteur.link-ask': person,
  'interlocuteur.link': person.extend({
    dossiers: z.string().max(400).catch(''),
    dossierIds: z.string().max(400).catch(''),
  }),
  'interlocuteur.unlink-ask': person,
  'interlocuteur.unlink': thatPerson.extend({ dossierId: id.or(z.literal('')).catch('') }),
  'draft.resume': draft,
  /** By the import, or by the place on the card that waits for its file; `page` of its faults, from 0. */
  'portfolio-import.view': z.object({
    importId: id.optional(),
    slotId: id.optional(),
    page: z.coerce.number().int().min(0).max(100).optional(),
  }),
  'portfolio-import.link': z.object({ slotId: id }),
  'portfolio-import.confirm': z.object({ importId: id, invites: ticked }),
  'portfolio-import.cancel': z.object({ importId: id }),
  'portfolio-import.report': z.object({ importId: id }),
  'portfolio.export': z.object({ format: z.enum(['csv', 'xlsx']) }),
  'conversion.view': conversion,
  'conversion.convert': conversion.extend(choiceFormSchema.shape),
  'conversion.again': conversion,
  'conversion.download': conversion,
  'api-key.create': z.object({ label: z.string().max(400).catch(''), scopes: z.string().max(200).optional() }),
  'api-key.revoke-ask': z.object({ keyId: id }),
  'api-key.revoke': z.object({ keyId: id }),
  'partners.view': z.object({ skip: z.coerce.number().int().min(0).max(10_000).catch(0) }),
  'partner.view': partner,
  'partner.create': partnerFormSchema,
  'partner.edit-ask': partner,
  'partner.edit': thatPartner.extend(partnerFormSchema.shape),
  'partner.rotate-ask': partner,
  'partner.rotate': thatPartner.extend({ graceHours: z.enum(GRACE_CHOICES).catch('24') }),
  'partner.revoke-key-ask': partner.extend({ keyId: id }),
  'partner.revoke-key': partner.extend({ keyId: id }),
  'partner.revoke-ask': partner,
  'partner.revoke': partner,
  'partner.webhook-ask': partner,
  'partner.webhook': thatPartner.extend({ url: typedText }),
  'partner.webhook-remove': thatPartner,
  'layouts.view': z.object({
    skip: z.coerce.number().int().min(0).max(10_000).catch(0),
    scope: z.enum(['guessed', 'all']).catch('all'),
    partnerId: id.optional(),
  }),
  'layout.view': layout,
  'layout.edit': layout,
  'layout.confirm': thatLayout,
  /** `from`: the column of the file from which the lists of choices begin. */
  'layout.more': thatLayout.extend({ from: z.coerce.number().int().min(0).max(255).catch(0) }),
} as const;

export type Verb = keyof typeof VERBS;

/** Verbs that Teams sends by itself each time a card is displayed: they read, and change nothing. */
export function isDisplayVerb(verb: string | undefined): boolean {
  return Boolean(verb?.endsWith('.view'));
}
export type VerbData<Name extends Verb> = z.infer<(typeof VERBS)[Name]>;
