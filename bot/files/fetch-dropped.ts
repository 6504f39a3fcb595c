import { type Config, isLoopback } from '../../config.ts';
import { AppError } from '../../errors.ts';

/** The whole download; the largest file allowed comes well within it from Microsoft's own network. */
const MOST_MS = 60_000;
const MOST_REDIRECTS = 3;

/**
 * The bytes of a file that somebody dropped in a chat.
 *
 * The address is part of an activity, which only the channel vouches for: it is asked for only where Teams keeps files
 * (SharePoint and OneDrive for Business, facts: teams-bot.md), or on this machine in local mode, without any credential
 * of ours; a redirection must lead to such a place as well.
 *
 * @throws AppError `download-refused` for another address, `download-failed` when there is nothing to be had.
 */
export async function fetchDropped(downloadUrl: string, config: Config): Promise<AsyncIterable<Uint8Array>> {
  const signal = AbortSignal.timeout(MOST_MS);
  let address = checkAddress(downloadUrl, config.isLocal);
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const response = await fetch(address, { redirect: 'manual', signal, headers: { accept: '*/*' } }).catch(
      (error: unknown) => {
        throw new AppError('download-failed', { because: 'no answer', cause: error });
      },
    );
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location) {
      await response.body?.cancel();
      address = checkAddress(new URL(location, address).href, config.isLocal);
      continue;
    }
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw new AppError('download-failed', { because: `status ${response.status}` });
    }
    return response.body as unknown as AsyncIterable<Uint8Array>;
  }
  throw new AppError('download-failed', { because: 'too many redirections' });
}

/** Names only, never numbers: an address of the firm's own network cannot pass for Microsoft's. */
export function checkAddress(address: string, isLocal: boolean): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isPlain = url && !url.username && !url.password;
  const isMicrosoft =
    isPlain && url.protocol === 'https:' && url.port === '' && /^[a-z0-9-]+\.sharepoint\.com$/.test(url.hostname);
  const isHere = isPlain && isLocal && /^https?:$/.test(url.protocol) && isLoopback(url.hostname);
  if (!url || !(isMicrosoft || isHere)) throw new AppError('download-refused', { because: 'address' });
  return url;
}
