import type { AnomalyList } from './anomaly-list.ts';
import { readAmountText } from './read-amount-text.ts';
import { readCents } from './read-fields.ts';
import type { TraCode } from './tra-codes.ts';
import type { TraLine } from './tra-line.ts';
import { readRate, type TraParameters } from './tra-parameters.ts';

const AMOUNTS = [131, 176, 196];
const CODING = 173;
const E = 69;
const D = 68;
const DASH = 45;
const BLANK = 32;

/** The amounts of one line in euro and in its currency, by the coding of the three it may have (facts: tra.md section 5). */
export class TraAmounts {
  /** Integer cents in the currency of the books; NaN for what cannot be read. */
  cents = 0;
  /** Where the text of that amount is, of use when it cannot be read. */
  from = 0;
  to = 0;
  /** Amount in another currency: nothing when `currencyTo` is `currencyFrom`. */
  currencyFrom = 0;
  currencyTo = 0;
  currency = '';
  readonly #parameters: TraParameters;
  readonly #anomalies: AnomalyList<TraCode>;
  // Of lines of one currency and rate: what is rounded in one is made up for in the next, so that what balances in that
  // currency balances in euro, to the cent.
  #runKey = '';
  #runForeign = 0;
  #runCents = 0;

  constructor(parameters: TraParameters, anomalies: AnomalyList<TraCode>) {
    this.#parameters = parameters;
    this.#anomalies = anomalies;
  }

  /** @param sign 1 for debit, -1 for credit */
  read(line: TraLine, sign: 1 | -1): void {
    this.currencyTo = this.currencyFrom;
    const second = line.byteAt(CODING + 1);
    if (line.byteAt(CODING) === E && (second === DASH || second === BLANK) && !line.find(160, 3)) {
      this.#readEuro(line, 0);
      return;
    }
    const coding = line.text(CODING, 3).toUpperCase();
    const euro = coding.indexOf('E');
    const foreign = coding.indexOf('D');
    const currency = line.text(160, 3);
    const isForeign = currency !== '' && currency !== this.#parameters.booksCurrency && currency !== 'EUR';
    const first = line.byteAt(CODING) & ~0x20;
    if (first !== E && first !== D) {
      this.#anomalies.add('amount-coding', { line: line.number, column: 'CODEMONTANT', text: coding });
      // What has no coding is an amount of the books, unless it is in a currency of which nothing says what it is worth.
      if (!isForeign || euro >= 0) this.#readEuro(line, Math.max(euro, 0));
      else this.#convert(line, currency, 0, sign);
      return;
    }
    if (foreign >= 0 && currency === '' && line.find(AMOUNTS[foreign] as number, 20)) {
      this.#anomalies.add('currency-missing', { line: line.number, column: 'DEVISE', text: coding });
    }
    if (euro >= 0) {
      if (foreign >= 0 && isForeign) this.#readCurrency(line, currency, foreign);
      this.#readEuro(line, euro);
    } else if (isForeign || currency === '') this.#convert(line, currency, foreign, sign);
    else this.#readEuro(line, foreign);
  }

  #readEuro(line: TraLine, index: number): void {
    line.find(AMOUNTS[index] as number, 20);
    this.from = line.from;
    this.to = line.to;
    this.cents = centsOf(line);
  }

  #readCurrency(line: TraLine, currency: string, index: number): number {
    if (!line.find(AMOUNTS[index] as number, 20)) return 0;
    const cents = centsOf(line);
    this.currencyFrom = line.from;
    this.currencyTo = line.to;
    this.currency = this.#parameters.currencies.get(currency)?.iso ?? currency;
    return cents;
  }

  /** An amount in currency alone: by the rate of its line, that of the file, else its third amount is in euro. */
  #convert(line: TraLine, currency: string, index: number, sign: 1 | -1): void {
    const rate = readRate(line.text(163, 10)) || this.#parameters.currencies.get(currency)?.rate || 0;
    const foreign = this.#readCurrency(line, currency, index);
    const where = { line: line.number, column: 'DEVISE', text: `${line.text(CODING, 3)} ${currency}`.trim() };
    if (rate === 0 && line.find(AMOUNTS[2] as number, 20)) {
      this.#readEuro(line, 2);
      return;
    }
    if (rate === 0 || Number.isNaN(foreign)) {
      this.#anomalies.add('currency-rate-missing', where);
      this.from = this.to;
      this.cents = 0;
      return;
    }
    this.#anomalies.add('amount-converted', { ...where, text: `${where.text} × ${rate}` });
    const key = `${currency} ${rate}`;
    if (key !== this.#runKey) {
      this.#runKey = key;
      this.#runForeign = 0;
      this.#runCents = 0;
    }
    this.#runForeign += foreign * sign;
    const total = Math.round(this.#runForeign * rate);
    this.cents = (total - this.#runCents) * sign;
    this.#runCents = total;
  }
}

/** The cents of the field last found; NaN for what is no amount. */
function centsOf({ memory, from, to }: TraLine): number {
  const cents = readCents(memory, from, to);
  if (!Number.isNaN(cents)) return cents;
  const reading = readAmountText(memory.toString('utf8', from, to));
  return 'cents' in reading && reading.isCanonical ? reading.cents : Number.NaN;
}
