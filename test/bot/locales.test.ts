import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { errorText } from '../../bot/cards/error-card.ts';
import { en } from '../../bot/locales/en.ts';
import { fr } from '../../bot/locales/fr.ts';
import { formatMoment, formatTime, personName, words } from '../../bot/locales/index.ts';
import { AppError, ERRORS, type ErrorCode } from '../../errors.ts';
import { GUEST_STATES, QUALITES } from '../../models/interlocuteur.ts';
import { flatten } from './flatten.ts';

const FRENCH = flatten(fr);
const ENGLISH = flatten(en);
/** Where words are asked for. */
const DOORS = [new URL('../../bot/', import.meta.url), new URL('../../api/', import.meta.url)];
const PLURAL = /_(zero|one|two|few|many|other)$/;

describe('The words of Relais', () => {
  it('are the same in French and in English, with the same holes to fill', () => {
    expect(Object.keys(ENGLISH)).to.have.members(Object.keys(FRENCH));
    for (const [key, text] of Object.entries(FRENCH)) {
      expect(holes(ENGLISH[key]!), key).to.deep.equal(holes(text));
    }
  });

  it('are never empty, but for what is never said', () => {
    const empty = Object.entries(FRENCH).filter(([, text]) => !text.trim());
    expect(empty.map(([key]) => key)).to.deep.equal(['invitation.already.invited']);
  });

  it('that the code asks for exist', () => {
    const { asked, groups } = wordsAskedFor();
    expect(asked.length).to.be.greaterThan(80);
    for (const key of asked) expect(exists(key), key).to.equal(true);
    for (const group of groups) {
      expect(
        Object.keys(FRENCH).some((key) => key.startsWith(group)),
        group,
      ).to.equal(true);
    }
  });

  it('that exist are asked for by the code', () => {
    const { asked, groups } = wordsAskedFor();
    const idle = Object.keys(FRENCH).filter((key) => {
      const name = key.replace(PLURAL, '');
      return !asked.includes(name) && !groups.some((group) => key.startsWith(group));
    });
    expect(idle).to.deep.equal([]);
  });

  it('exist for every status, qualité, refusal and error', () => {
    for (const status of GUEST_STATES) expect(FRENCH, status).to.have.property(`status.${status}`);
    for (const qualite of QUALITES) {
      expect(FRENCH, qualite).to.include.keys(`qualite.${qualite}`, `qualiteShort.${qualite}`);
    }
    for (const refusal of ['wrong-tenant', 'guest-refused', 'not-staff']) {
      expect(FRENCH).to.have.property(`refusal.${refusal}`);
    }
    expect(Object.keys(fr.errors)).to.have.members([...Object.keys(ERRORS), 'unexpected']);
  });

  it('tell a person what to do about every error, in both languages, and show no code', () => {
    for (const code of Object.keys(ERRORS) as ErrorCode[]) {
      for (const locale of ['fr', 'en'] as const) {
        const text = errorText(locale, new AppError(code, { because: 'secret reason' }));
        expect(text, code).to.match(/^[A-ZÀÉ].*[.]$/s);
        expect(text).not.to.include(code).and.not.to.include('secret reason');
      }
    }
    expect(errorText('fr', { reference: 'ABCD1234' })).to.include('Référence : ABCD1234.');
  });

  it('count as each language does', () => {
    const count = (locale: 'fr' | 'en', n: number) => words(locale)('list.waiting', { count: n });
    expect([0, 1, 2].map((n) => count('fr', n))).to.deep.equal([
      'Aucune invitation en attente.',
      'Une invitation en attente.',
      '2 invitations en attente.',
    ]);
    expect([0, 1, 2].map((n) => count('en', n))).to.deep.equal([
      'No invitation is waiting.',
      'One invitation is waiting.',
      '2 invitations are waiting.',
    ]);
    expect(words('fr')('reminder.text', { count: 1, dossier: 'TEST1' })).to.include('depuis un jour');
    expect(words('fr')('reminder.text', { count: 7, dossier: 'TEST1' })).to.include('depuis 7 jours');
  });

  it('write dates and times as each language does, on the firm’s clock and not the machine’s', () => {
    const summer = new Date('2026-07-14T22:05:00Z');
    expect(formatMoment('fr', 'Europe/Paris', summer)).to.equal('15 juillet 2026 à 00:05');
    expect(formatMoment('en', 'Europe/Paris', summer)).to.match(/^15 July 2026 at 00:05$/);
    expect(formatMoment('fr', 'America/Martinique', summer)).to.equal('14 juillet 2026 à 18:05');
    expect(formatTime('fr', 'Europe/Paris', new Date('2026-01-14T22:05:00Z'))).to.equal('23:05');
  });

  it('name a person with or without a first name', () => {
    expect(personName({ prenom: 'Claire', nom: 'Martin' })).to.equal('Claire Martin');
    expect(personName({ nom: 'Martin' })).to.equal('Martin');
  });

  it('take what people typed for words, never for a template', () => {
    const t = words('fr');
    for (const person of ['{{dossier}}', '$t(help.title)', '<b>', '&amp;', '{{person}}']) {
      expect(t('invitation.title', { person })).to.equal(`Invitation de ${person}`);
    }
  });

  it('say « vous », with French apostrophes and quotation marks', () => {
    for (const [key, text] of Object.entries(FRENCH)) {
      expect(text, key).not.to.match(/'|"|\.\.\./);
      expect(text, key).not.to.match(/(^|[\s’])(tu|toi|te|ton|ta|tes)(?=[\s,.?!]|$)/i);
    }
  });
});

function holes(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).sort();
}

function exists(key: string): boolean {
  return key in FRENCH || ['one', 'other'].every((form) => `${key}_${form}` in FRENCH);
}

/** Keys between quotes, and the constant beginnings of those that are put together. */
function wordsAskedFor(): { asked: string[]; groups: string[] } {
  const source = DOORS.flatMap((door) => {
    const files = readdirSync(door, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    return files
      .filter((name) => !/^locales\/(fr|en)\.ts$/.test(name))
      .map((name) => readFileSync(new URL(name, door), 'utf8'));
  }).join('\n');
  // `t('key'` and `t(isIt ? 'one' : 'other'`, also `words('fr')('key'`.
  const calls = [...source.matchAll(/(?:\b(?:t|say)|words\([^)]*\))\(([^)]*)/g)].map(([, call]) => call!);
  const asked = calls.flatMap((call) => [...call.matchAll(/'([\w-]+(?:\.[\w-]+)+)'/g)].map(([, key]) => key!));
  const groups = calls.flatMap((call) => [...call.matchAll(/`([\w.-]+\.)\$\{/g)].map(([, group]) => group!));
  return { asked: [...new Set(asked)], groups: [...new Set(groups)] };
}
