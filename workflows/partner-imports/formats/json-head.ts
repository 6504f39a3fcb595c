import { readSiren } from '../../identifiers/read-siren.ts';
import type { ParseContext } from './format.ts';
import type { JsonCode } from './json-codes.ts';
import type { JsonLabels } from './json-entry-rows.ts';
import type { LocatedAnomalies } from './located-anomalies.ts';

/** As many as a dossier may have accounts; memory is bounded by them. */
const MAX_LABELS = 200_000;

/** What a document says of all its entries. */
export class JsonHead {
  hasVersion = false;
  period = { firstDate: 0, lastDate: 0 };
  readonly labels: JsonLabels = { journals: new Map(), accounts: new Map(), tiers: new Map() };
  readonly #context: ParseContext;
  readonly #anomalies: LocatedAnomalies<JsonCode>;

  constructor(context: ParseContext, anomalies: LocatedAnomalies<JsonCode>) {
    this.#context = context;
    this.#anomalies = anomalies;
  }

  /** @param value of the member, or one item of its list, which the schema took */
  declare(member: string, value: unknown, line: number): void {
    if (member === 'version') this.hasVersion = true;
    else if (member === 'siren') this.#checkSiren(value as string, line);
    else if (member === 'period') {
      const { start, end } = value as { start: string; end: string };
      this.period = { firstDate: dayNumber(start), lastDate: dayNumber(end) };
    } else if (Object.hasOwn(this.labels, member)) {
      const labels = this.labels[member as keyof JsonLabels];
      const { code, number, label } = value as { code?: string; number?: string; label: string };
      if (labels.size < MAX_LABELS) labels.set(code ?? number ?? '', label);
      else this.#anomalies.once('json-declared-too-many', { line, column: member });
    }
  }

  #checkSiren(siren: string, line: number): void {
    const reading = readSiren(siren);
    const where = { line, column: 'siren', text: siren };
    if (!reading.ok) this.#anomalies.add('json-siren-invalid', where);
    else if (this.#context.siren && reading.value !== this.#context.siren) {
      this.#anomalies.add('json-siren-other', where);
    }
  }
}

function dayNumber(day: string): number {
  return Number(day.replaceAll('-', ''));
}
