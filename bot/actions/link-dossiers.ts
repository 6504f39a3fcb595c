import { AppError } from '../../errors.ts';
import { getInterlocuteur } from '../../workflows/interlocuteurs/get-interlocuteur.ts';
import { resolveDossiers } from '../../workflows/interlocuteurs/resolve-dossiers.ts';
import { linkDossierCard } from '../cards/link-dossier-card.ts';
import { toDossierChoice } from '../dossier-choices.ts';
import { PERSON_ACTS } from '../interlocuteurs/acts.ts';
import { personName } from '../locales/index.ts';
import { defineAction } from './action.ts';

/** One dossier or several; what fits several is asked about (domain 61, 62). */
export const linkDossiers = defineAction('interlocuteur.link', async (context, data) => {
  const { cabinetId, locale } = context.staff;
  const { interlocuteurId, dossiers: typed, dossierIds: chosen } = data;
  const { found, fault, choices } = await resolveDossiers(cabinetId, typed, chosen.split(','));
  if (!fault && found.length > 0) {
    const ids = found.map(({ _id }) => String(_id));
    return PERSON_ACTS.link(context, interlocuteurId, ids);
  }
  const view = await getInterlocuteur(cabinetId, interlocuteurId);
  if (!view || view.isRemoved) throw new AppError('not-found', { because: 'interlocuteur' });
  return linkDossierCard({
    ...{ locale, interlocuteurId, person: personName(view.person), typed, chosen },
    fault: fault ?? { fault: 'required', typed },
    choices: choices && { dossiers: choices.dossiers.map(toDossierChoice), hasMore: choices.hasMore },
  });
});
