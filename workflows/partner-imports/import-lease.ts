import { AppError } from '../../errors.ts';
import { PartnerImport, type PartnerImportRecord } from '../../models/partner-import.ts';
import type { Services } from '../services.ts';

/** A sign of life as often as this. */
const RENEW_MS = 15_000;

/** What whoever works on an import holds: as long as it is renewed, nobody takes the work for lost. */
export class ImportLease {
  readonly #services: Services;
  readonly #record: Pick<PartnerImportRecord, '_id' | 'cabinetId'>;
  readonly #token: string;
  readonly #ms: number;
  #renewAt: number;

  /** @param ms how long its holder may be silent */
  constructor(
    services: Services,
    record: Pick<PartnerImportRecord, '_id' | 'cabinetId'>,
    { token, ms }: { token: string; ms: number },
  ) {
    this.#services = services;
    this.#record = record;
    this.#token = token;
    this.#ms = ms;
    this.#renewAt = services.now().getTime() + RENEW_MS;
  }

  /** Renews it when it is time. @throws AppError `upload-cut` when somebody else has taken the work over. */
  async renewIfDue(): Promise<void> {
    if (this.#services.now().getTime() >= this.#renewAt) await this.renew();
  }

  /** @throws AppError `upload-cut` when somebody else has taken the work over. */
  async renew(): Promise<void> {
    const at = this.#services.now().getTime();
    const { _id, cabinetId } = this.#record;
    const renewed = await PartnerImport.updateOne(
      { _id, cabinetId, 'lease.token': this.#token },
      { $set: { 'lease.until': new Date(at + this.#ms) } },
    );
    if (renewed.matchedCount === 0) throw new AppError('upload-cut', { because: 'the lease was lost' });
    this.#renewAt = at + RENEW_MS;
  }

  /** Renews it at the start of some work, all along it, and at its end. */
  async during<Value>(work: () => Promise<Value>): Promise<Value> {
    await this.renew();
    // What goes wrong in between shows at the end.
    const timer = setInterval(() => void this.renew().catch(() => undefined), RENEW_MS);
    try {
      return await work();
    } finally {
      clearInterval(timer);
      await this.renew();
    }
  }
}
