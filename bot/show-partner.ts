/** The cards of partner applications, made from the records as they stand. */
import { AppError } from '../errors.ts';
import type { CheckedPartner, PartnerForm } from '../workflows/partners/check-partner-form.ts';
import { getPartner, type PartnerView } from '../workflows/partners/get-partner.ts';
import { listPartners } from '../workflows/partners/list-partners.ts';
import { type PartnerRemark, partnerCard } from './cards/partner-card.ts';
import { partnerFormCard } from './cards/partner-form-card.ts';
import { partnersCard } from './cards/partners-card.ts';
import type { BotContext } from './context.ts';
import { toDossierChoice } from './dossier-choices.ts';
import type { Answer } from './turn.ts';

const PAGE = 8;
/** Codes that the field of the form gives back; more are kept unless others are typed. */
const MOST_TYPED = 1_500;

export async function showPartners({ services, staff }: BotContext, skip = 0): Promise<Answer> {
  const { timeZone } = services.config.firm;
  const page = await listPartners(services, staff, { skip, limit: PAGE });
  return partnersCard({ locale: staff.locale, timeZone, page });
}

export async function showPartner(context: BotContext, partnerId: string, remark?: PartnerRemark): Promise<Answer> {
  const { services, staff } = context;
  const { timeZone } = services.config.firm;
  const partner = await getPartner(services, staff, partnerId);
  return partnerCard({ locale: staff.locale, timeZone, partner, remark });
}

/**
 * A partner about to be changed.
 *
 * @throws AppError as `getPartner`, and `partner-revoked`.
 */
export async function openPartner({ services, staff }: BotContext, partnerId: string): Promise<PartnerView> {
  const partner = await getPartner(services, staff, partnerId);
  if (partner.revokedAt) throw new AppError('partner-revoked');
  return partner;
}

/** The form as it was typed, with what is wrong beside each field. */
export function showPartnerForm(
  { staff }: BotContext,
  form: PartnerForm,
  { faults, choices }: Pick<CheckedPartner, 'faults' | 'choices'>,
  modifies?: PartnerView,
): Answer {
  return partnerFormCard({
    ...{ locale: staff.locale, form, faults },
    choices: choices && { dossiers: choices.dossiers.map(toDossierChoice), hasMore: choices.hasMore },
    ...(modifies && { modifies: { ...modifies, kept: keepsDossiers(modifies) ? modifies.dossierCount : undefined } }),
  });
}

/** Whether the dossiers of a partner are too many for the form, and stay when it names none. */
export function keepsDossiers({ dossiers }: PartnerView): boolean {
  return codesOf(dossiers).length > MOST_TYPED;
}

/** A partner as the form gives it back for editing. */
export function toPartnerForm(partner: PartnerView): PartnerForm {
  const { name, reach, dossiers } = partner;
  return { name, reach, dossiers: keepsDossiers(partner) ? '' : codesOf(dossiers), dossierIds: '' };
}

function codesOf(dossiers: PartnerView['dossiers']): string {
  return dossiers.map(({ code }) => code).join(', ');
}

/** A name that is taken stands beside its field; any other failure speaks for itself. */
export function isNameTaken(error: unknown): boolean {
  return error instanceof AppError && error.code === 'partner-name-taken';
}
