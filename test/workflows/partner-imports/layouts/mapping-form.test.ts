import { expect } from 'chai';
import fc from 'fast-check';
import {
  type CustomMapping,
  customMappingSchema,
  DATE_ORDERS,
  MAPPED_COLUMNS,
  type MappedColumn,
  missingColumns,
} from '../../../../workflows/partner-imports/formats/custom-mapping.ts';
import { COLUMNS } from '../../../../workflows/partner-imports/formats/format.ts';
import type { FileColumn } from '../../../../workflows/partner-imports/layouts/get-layout.ts';
import {
  askedOf,
  type MappingEntries,
  mappingEntriesSchema,
  NONE,
  readMappingForm,
  toMappingForm,
} from '../../../../workflows/partner-imports/layouts/mapping-form.ts';

const NAMES = ['Jnl', 'Jour', 'Cpte', 'Libellé', 'D', 'C', 'Nom compte', 'Section'];
const COLUMNS_OF_FILE: FileColumn[] = NAMES.map((name, index) => ({ index, name, samples: [] }));

function mappingOf(
  indexes: Partial<Record<MappedColumn, number>>,
  overrides: Partial<CustomMapping> = {},
): CustomMapping {
  const columns = Object.fromEntries(
    Object.entries(indexes).map(([column, index]) => [column, { index, header: NAMES[index] ?? '' }]),
  );
  return {
    ...{ columns, constants: {}, extras: [], dateOrder: 'JJMMAAAA', decimal: ',', separator: ';', headerRow: 1 },
    ...{ skipRows: 0, signConvention: 'debit-positive', ...overrides },
  };
}

const GUESS = mappingOf(
  { JournalCode: 0, EcritureDate: 1, CompteNum: 2, EcritureLib: 3, Debit: 4, Credit: 5, CompteLib: 6 },
  { extras: [{ index: 7, header: 'Section' }] },
);
const read = (entries: MappingEntries, mapping = GUESS) =>
  readMappingForm({ mapping, columns: COLUMNS_OF_FILE }, entries);

describe('The form of a partner’s columns (domain 171)', () => {
  it('gives the mapping back as it was when nothing is chosen', () => {
    expect(read({}).mapping).to.deep.equal(GUESS);
  });

  it('gives it back when everything is sent as it was shown', () => {
    const { form } = read({});
    const shown = askedOf(form).map((column) => [column, String(form.columns[column] ?? NONE)]);
    expect(read({ ...Object.fromEntries(shown), others: 'CompteLib', journal: '' }).mapping).to.deep.equal(GUESS);
  });

  it('takes another column; the one that is no longer read stays under its own name', () => {
    const { mapping } = read({ EcritureLib: '7' });
    expect(mapping?.columns.EcritureLib).to.deep.equal({ index: 7, header: 'Section' });
    expect(mapping?.extras).to.deep.equal([{ index: 3, header: 'Libellé' }]);
  });

  it('leaves out a recognised column that somebody unticks, or gives to something else', () => {
    const sent = { CompteNum: '2' };
    expect(read({ ...sent, others: '' }).mapping?.columns).not.to.have.property('CompteLib');
    expect(read(sent).mapping?.columns, 'nothing ticked is not sent').not.to.have.property('CompteLib');
    const moved = read({ ...sent, others: 'CompteLib', EcritureLib: '6' }).mapping;
    expect(moved?.columns).not.to.have.property('CompteLib');
    expect(moved?.columns.EcritureLib?.index).to.equal(6);
  });

  it('says by its column what is missing, whatever the amounts are', () => {
    expect(read({ CompteNum: NONE, Debit: NONE }).faults).to.deep.equal({ CompteNum: 'missing', Debit: 'missing' });
    expect(read({ amounts: 'sens' }).faults).to.deep.equal({ Montant: 'missing', Sens: 'missing' });
    expect(read({ amounts: 'signed' }).faults).to.deep.equal({ MontantSigne: 'missing' });
    expect(read({ CompteNum: NONE }).mapping).to.equal(undefined);
  });

  it('changes the way amounts stand, and drops the columns of the other way', () => {
    const { mapping } = read({ amounts: 'signed', MontantSigne: '4', signConvention: 'credit-positive' });
    expect(mapping?.columns).to.have.property('MontantSigne');
    expect(mapping?.columns).not.to.have.any.keys('Debit', 'Credit');
    expect(mapping?.signConvention).to.equal('credit-positive');
  });

  it('refuses a column that the file has not, and one for two things, but where it makes sense', () => {
    expect(read({ CompteNum: '8' }).faults).to.deep.equal({ CompteNum: 'unknown' });
    expect(read({ CompteNum: '-1' }).faults).to.deep.equal({ CompteNum: 'unknown' });
    expect(read({ CompteNum: '2.0' }).faults).to.deep.equal({ CompteNum: 'unknown' });
    expect(read({ Credit: '4' }).faults).to.deep.equal({ Credit: 'twice' });
    expect(read({ PieceRef: '3' }).mapping?.columns.PieceRef?.index, 'a label that is the reference').to.equal(3);
  });

  it('keeps one journal for the whole file when no column has it, and only then', () => {
    const { mapping } = read({ JournalCode: NONE, journal: ' VE ' });
    expect(mapping?.constants).to.deep.equal({ JournalCode: 'VE' });
    expect(read({ journal: 'VE' }).mapping?.constants).to.deep.equal({});
    expect(read({ JournalCode: NONE, journal: 'V\nE' }).faults).to.deep.equal({ journal: 'journal' });
    expect(read({ JournalCode: NONE, journal: 'x'.repeat(21) }).faults).to.deep.equal({ journal: 'journal' });
  });

  it('needs no column for what is the same on every line', () => {
    const { mapping } = read(
      {},
      mappingOf({ CompteNum: 2, Debit: 4, Credit: 5 }, { constants: { EcritureDate: '31122025' } }),
    );
    expect(mapping?.constants).to.deep.equal({ EcritureDate: '31122025' });
  });

  const index = fc.integer({ min: 0, max: NAMES.length - 1 });
  const some = fc.dictionary(fc.constantFrom(...MAPPED_COLUMNS), index);
  const whole = fc.constantFrom(
    { CompteNum: 2, EcritureDate: 1, Debit: 4, Credit: 5, JournalCode: 0, CompteLib: 6 },
    { CompteNum: 2, EcritureDate: 1, Montant: 4, Sens: 5, PieceDate: 1, EcritureNum: 3, PieceRef: 3 },
    { CompteNum: 2, EcritureDate: 1, MontantSigne: 4, CompAuxNum: 5, Idevise: 7 },
  );
  const mappings = fc.record({
    indexes: fc.oneof(some, whole) as fc.Arbitrary<Partial<Record<MappedColumn, number>>>,
    constants: fc.dictionary(fc.constantFrom(...COLUMNS), fc.string({ minLength: 1, maxLength: 8 })),
    extras: fc.array(
      index.map((at) => ({ index: at, header: NAMES[at] as string })),
      { maxLength: 4 },
    ),
    dateOrder: fc.constantFrom(...DATE_ORDERS),
    decimal: fc.constantFrom(',' as const, '.' as const),
  });
  const sent = fc.oneof(
    { weight: 1, arbitrary: index.map(String) },
    { weight: 1, arbitrary: fc.constant(NONE) },
    { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
    { weight: 12, arbitrary: fc.constant(undefined) },
  );
  const entries = fc.record({
    ...Object.fromEntries(
      [...askedOf({ amounts: 'sides' }), 'Montant', 'Sens', 'MontantSigne', 'journal', 'others'].map((id) => [
        id,
        sent,
      ]),
    ),
    amounts: fc.constantFrom('sides', 'sens', 'signed', 'odd', undefined),
    dateOrder: fc.constantFrom(...DATE_ORDERS, 'odd', undefined),
  });

  it('never makes a mapping that the schema refuses, that misses something or reads a column twice, whatever is sent', () => {
    let made = 0;
    fc.assert(
      fc.property(mappings, entries, ({ indexes, ...overrides }, typed) => {
        const before = mappingOf(indexes, overrides as Partial<CustomMapping>);
        const { mapping, faults, form } = read(mappingEntriesSchema.parse(typed), before);
        expect(mapping === undefined).to.equal(Object.keys(faults).length > 0);
        if (!mapping) return;
        made += 1;
        expect(customMappingSchema.safeParse(mapping).error?.issues).to.equal(undefined);
        expect(missingColumns(mapping)).to.deep.equal([]);
        const main = askedOf(form).flatMap((column) => mapping.columns[column] ?? []);
        for (const column of ['CompteNum', 'EcritureDate', 'Debit', 'Credit', 'Montant', 'MontantSigne'] as const) {
          const at = mapping.columns[column]?.index;
          if (at !== undefined)
            expect(
              main.filter((one) => one.index === at),
              column,
            ).to.have.length(1);
        }
        const used = new Set(Object.values(mapping.columns).map((one) => one.index));
        for (const extra of mapping.extras) expect(used.has(extra.index)).to.equal(false);
        // What was agreed to is shown as it is, and agreeing again changes nothing.
        expect(toMappingForm(mapping).columns).to.deep.equal(form.columns);
        expect(read({}, mapping).mapping).to.deep.equal(mapping);
      }),
      { numRuns: 2_000 },
    );
    expect(made, 'enough of them were good').to.be.greaterThan(100);
  });
});
