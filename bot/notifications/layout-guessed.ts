import { getDossier } from '../../workflows/dossiers/get-dossier.ts';
import { getLayout } from '../../workflows/partner-imports/layouts/get-layout.ts';
import { layoutGuessedCard } from '../cards/layout-guessed-card.ts';
import { layoutGuessedMail } from '../mails/layout-guessed-mail.ts';
import type { SayNotification } from './notification.ts';

export const sayLayoutGuessed: SayNotification = async (_services, notification, locale) => {
  const { cabinetId, layoutId, dossierId } = notification;
  const layout = layoutId ? await getLayout(cabinetId, layoutId) : undefined;
  // Agreed to meanwhile: there is nothing left to say.
  if (layout?.status !== 'guessed') return undefined;
  const dossier = dossierId ? await getDossier(cabinetId, String(dossierId)) : undefined;
  const data = { locale, layout, dossier };
  return { card: layoutGuessedCard(data), mail: layoutGuessedMail(data) };
};
