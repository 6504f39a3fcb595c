import { expect } from 'chai';
import { anomalyPlace, anomalyText } from '../../../bot/files/anomaly-text.ts';
import { fr } from '../../../bot/locales/fr.ts';
import { CUSTOM_CODES } from '../../../workflows/partner-imports/formats/custom-codes.ts';
import { FEC_CODES } from '../../../workflows/partner-imports/formats/fec-codes.ts';
import { JSON_CODES } from '../../../workflows/partner-imports/formats/json-codes.ts';
import { CONVERSION_CODES, TRA_CODES } from '../../../workflows/partner-imports/formats/tra-codes.ts';

const CODES = Object.keys({
  ...{ ...FEC_CODES, ...TRA_CODES, ...CONVERSION_CODES, ...JSON_CODES, ...CUSTOM_CODES },
  // Those of no format: nothing to read, and what other imports of the dossier tell.
  ...{ 'format-unknown': 'blocking', 'lines-of-earlier-import': 'warning' },
});
const LOCALES = ['fr', 'en'] as const;

/** What a sentence is when a hole of it was filled with nothing. */
function expectWhole(text: string, code: string): void {
  expect(text, code).to.match(/^[A-ZÀÉÊ].*[.]$/s);
  expect(text, code).not.to.match(/\{\{|\}\}|undefined|null/);
  expect(text, code).not.to.match(/ {2}| [.,)](?!\w)|\(\s*\)|«\s*»|“\s*”/u);
}

describe('The sentences of anomalies', () => {
  it('exist for every code that a file may raise, in both languages, and for no other', () => {
    expect(Object.keys(fr.anomalies)).to.have.members(CODES);
    for (const code of CODES) for (const locale of LOCALES) expect(anomalyText(locale, { code })).not.to.equal(code);
  });

  it('have no hole when neither the column nor the text is known', () => {
    for (const code of CODES) {
      for (const locale of LOCALES) {
        expectWhole(anomalyText(locale, { code }), code);
        expectWhole(anomalyText(locale, { code, column: '', text: '' }), code);
      }
    }
  });

  it('have none when they are known, and say what to do in a sentence of its own or after a semicolon', () => {
    for (const code of CODES) {
      for (const locale of LOCALES) {
        const text = anomalyText(locale, { code, column: 'CompteNum', text: 'ABC' });
        expectWhole(text, code);
        expect(text.split(/[.:;] /).length, code).to.be.greaterThan(1);
      }
    }
  });

  it('show the text as it stands in the file, marked as such', () => {
    const wrong = { code: 'booking-date-impossible', column: 'EcritureDate', text: '20250231' };
    expect(anomalyText('fr', wrong)).to.equal(
      'La date comptable «\u00a020250231\u00a0» n’existe pas au calendrier. À corriger.',
    );
    expect(anomalyText('en', wrong)).to.include('The booking date “20250231” is not in the calendar.');
    const missing = { code: 'mandatory-column-missing', column: 'CompteNum' };
    expect(anomalyText('fr', missing)).to.include('Une colonne indispensable (CompteNum) est absente');
  });

  it('take what a file holds for text, never for a template', () => {
    for (const text of ['{{detail}}', '$t(help.title)', '<b>', '{{column}}']) {
      expect(anomalyText('fr', { code: 'amount-invalid', text })).to.include(`«\u00a0${text}\u00a0»`);
    }
  });

  it('are the code itself for a code that nobody knows any more', () => {
    expect(anomalyText('fr', { code: 'of-an-older-version' })).to.equal('of-an-older-version');
  });

  it('are placed by line and column, by one of them, or not at all', () => {
    expect(anomalyPlace('fr', { line: 12, column: 'EcritureDate' })).to.equal('Ligne 12, EcritureDate : ');
    expect(anomalyPlace('fr', { line: 12 })).to.equal('Ligne 12 : ');
    expect(anomalyPlace('fr', { column: 'ValidDate' })).to.equal('ValidDate : ');
    expect(anomalyPlace('fr', {})).to.equal('');
    expect(anomalyPlace('en', { line: 12, column: 'EcritureDate' })).to.equal('Line 12, EcritureDate: ');
  });
});
