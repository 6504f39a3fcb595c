import { AppError } from '../../errors.ts';
import { ApiKey, type ApiKeyRecord, type ApiScope } from '../../models/api-key.ts';
import { Collaborateur } from '../../models/collaborateur.ts';
import { canManageApiKeys, type Staff } from '../rights.ts';

export type ApiKeyLine = {
  keyId: string;
  prefix: string;
  label: string;
  scopes: ApiScope[];
  createdAt: Date;
  creator?: string;
  lastUsedAt?: Date;
  revokedAt?: Date;
};

const MOST_SHOWN = 12;

/**
 * The firm's keys, those that are good first, newest first.
 *
 * @throws AppError `not-allowed`.
 */
export async function listKeys(staff: Staff): Promise<{ lines: ApiKeyLine[]; hasMore: boolean }> {
  if (!canManageApiKeys(staff)) throw new AppError('not-allowed', { because: 'api keys' });
  const { cabinetId } = staff;
  const keys = await ApiKey.find({ cabinetId }).sort({ createdAt: -1 }).limit(200).lean<ApiKeyRecord[]>();
  keys.sort((a, b) => Number(Boolean(a.revokedAt)) - Number(Boolean(b.revokedAt)));
  const shown = keys.slice(0, MOST_SHOWN);
  const creators = await Collaborateur.find(
    { cabinetId, _id: { $in: shown.map(({ createdBy }) => createdBy) } },
    { displayName: 1 },
  ).lean();
  const names = new Map(creators.map(({ _id, displayName }) => [String(_id), displayName]));
  return {
    hasMore: keys.length > MOST_SHOWN,
    lines: shown.map(({ _id, prefix, label, scopes, createdAt, createdBy, lastUsedAt, revokedAt }) => ({
      ...{ keyId: String(_id), prefix, label, scopes, createdAt, lastUsedAt, revokedAt },
      creator: names.get(String(createdBy)),
    })),
  };
}
