import type { TFunction } from 'i18next';
import type { AddressDoubt, Namesake } from '../../workflows/interlocuteurs/check-address.ts';
import { type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, type Element, note, paragraph, plain, shorten, title } from './parts.ts';

type AddressDoubtData = { locale: Locale; draftId: string; doubt: AddressDoubt; email: string };

/** Asked before anything is recorded: an address that is not the invited one is mended by nobody later (domain 37). */
export function addressDoubtCard({ locale, draftId, doubt, email }: AddressDoubtData): Answer {
  const t = words(locale);
  const typed = plain(shorten(email, 254));
  return {
    summary: t('addressDoubt.title'),
    card: card({
      speak: t('addressDoubt.title'),
      body: [title(t('addressDoubt.title')), ...explain(t, draftId, doubt, typed)],
      buttons: [
        ...answers(t, draftId, doubt),
        button(t('interlocuteurForm.edit'), 'interlocuteur.edit', { draftId }),
        button(t('interlocuteurForm.drop'), 'interlocuteur.drop', { draftId }),
      ],
    }),
  };
}

function explain(t: TFunction, draftId: string, doubt: AddressDoubt, email: string): (Element | false)[] {
  if (doubt.kind === 'alias') {
    return [
      paragraph(t('addressDoubt.alias', { email, invited: plain(doubt.invitedEmail) })),
      note(t('addressDoubt.rule')),
    ];
  }
  const [first] = doubt.people;
  const person = plain(first ? personName(first) : '');
  if (doubt.kind === 'other-name') {
    return [
      paragraph(t('addressDoubt.otherName', { email, person })),
      ...doubt.people.map((one) => personBlock(t, one)),
      note(t('addressDoubt.otherNameRule')),
    ];
  }
  return [
    paragraph(t('addressDoubt.sameName', { person, email })),
    note(t('addressDoubt.rule')),
    ...doubt.people.map((one) => personBlock(t, one, { draftId, email })),
    doubt.hasMore && note(t('addressDoubt.hasMore')),
  ];
}

/** Somebody known, with what can be said of them: it is they, at the known address or at the new one. */
function personBlock(t: TFunction, person: Namesake, asked?: { draftId: string; email: string }): Element {
  const { interlocuteurId, email, status, dossierCodes } = person;
  const dossiers = plain(shorten(dossierCodes.join(', '), 120));
  const at = t('addressDoubt.knownAt', { email: plain(email), status: t(`status.${status}`) });
  // Of somebody who was never invited, or no longer is, the address is simply changed.
  const isInvited = status !== 'not-invited' && status !== 'removed';
  return {
    ...{ type: 'Container', separator: true, spacing: 'Medium' },
    items: [
      paragraph(plain(personName(person)), { weight: 'Bolder' }),
      note(at),
      note(dossiers ? t('addressDoubt.onDossiers', { dossiers }) : t('addressDoubt.onNoDossier')),
      ...(asked && isInvited ? [note(t('addressDoubt.changedNote', { email: asked.email }))] : []),
      ...(asked ? [{ type: 'ActionSet', actions: personAnswers(t, asked.draftId, interlocuteurId) }] : []),
    ],
  };
}

function personAnswers(t: TFunction, draftId: string, interlocuteurId: string): Element[] {
  const same = { draftId, interlocuteurId, answer: 'same' as const };
  const changed = { draftId, interlocuteurId, answer: 'changed' as const };
  return [
    button(t('addressDoubt.same'), 'interlocuteur.answer', same, { style: 'positive' }),
    button(t('addressDoubt.changed'), 'interlocuteur.answer', changed),
  ];
}

function answers(t: TFunction, draftId: string, doubt: AddressDoubt): Element[] {
  if (doubt.kind === 'other-name') {
    const data = { draftId, answer: 'sure' as const };
    return [button(t('addressDoubt.useKnown'), 'interlocuteur.answer', data, { style: 'positive' })];
  }
  if (doubt.kind === 'same-name') {
    return [button(t('addressDoubt.another'), 'interlocuteur.answer', { draftId, answer: 'sure' })];
  }
  return [
    button(t('addressDoubt.useInvited'), 'interlocuteur.answer', { draftId, answer: 'invited' }, { style: 'positive' }),
    button(t('addressDoubt.keepTyped'), 'interlocuteur.answer', { draftId, answer: 'sure' }),
  ];
}
