import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect } from 'chai';
import fc from 'fast-check';
import { importSchema, publishedJsonSchema } from '../../../../workflows/partner-imports/formats/json-schema.ts';
import { renderJson } from '../../../fixtures/json/generate-json.ts';
import { parseJsonBytes } from './parsing-others.ts';

const ajv = new (Ajv as unknown as typeof Ajv.default)({ strict: false });
(formats as unknown as typeof formats.default)(ajv);
const published = publishedJsonSchema();
const validate = ajv.compile(published);

describe('The published JSON Schema of entries', () => {
  it('is of draft 2020-12, describes every member in French, and holds an example that it takes', async () => {
    expect(published.$schema).to.equal('https://json-schema.org/draft/2020-12/schema');
    const [example] = published.examples as unknown[];
    expect(validate(example), JSON.stringify(validate.errors)).to.equal(true);
    const result = await parseJsonBytes(JSON.stringify(example));
    expect(result.codes.filter((code) => result.anomalyCounts[code]?.severity !== 'note')).to.deep.equal([]);
    const described = (schema: Record<string, unknown>): string[] =>
      Object.entries((schema.properties ?? {}) as Record<string, Record<string, unknown>>).flatMap(([key, one]) => [
        ...(one.description || one.$ref ? [] : [key]),
        ...described(one),
        ...described((one.items ?? {}) as Record<string, unknown>),
      ]);
    const definitions = Object.values(published.$defs as Record<string, Record<string, unknown>>);
    expect([published, ...definitions].flatMap(described)).to.deep.equal(['code']);
  });

  it('takes and refuses what our own reading does', () => {
    const document = JSON.parse(renderJson({ lines: 12 }).toString('utf8'));
    expect(validate(document), JSON.stringify(validate.errors)).to.equal(true);
    const [entry] = document.entries;
    const odd = fc.constantFrom<unknown>(
      '',
      'x',
      12,
      -1,
      null,
      [],
      {},
      '2025-02-30',
      '2025-02-28',
      '1138,50',
      '1.234',
      '12.50',
      true,
    );
    const key = fc.constantFrom('journal', 'date', 'number', 'label', 'piece', 'lines', 'validated');
    const lineKey = fc.constantFrom(
      'account',
      'debit',
      'credit',
      'tiers',
      'lettering',
      'currency',
      'dueDate',
      'analytic',
    );
    fc.assert(
      fc.property(key, lineKey, odd, odd, (one, other, value, lineValue) => {
        const [first, ...rest] = entry.lines;
        const changed = {
          ...document,
          entries: [
            {
              ...entry,
              [one]: value,
              ...(one === 'lines' ? {} : { lines: [{ ...first, [other]: lineValue }, ...rest] }),
            },
          ],
        };
        expect(validate(changed), JSON.stringify(changed.entries)).to.equal(importSchema.safeParse(changed).success);
      }),
      { numRuns: 500 },
    );
  });
});
