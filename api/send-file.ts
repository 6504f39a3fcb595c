import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { log } from '../log.ts';

/**
 * Sends a file while it is made; one that breaks midway is cut, so that nobody takes it for whole. Who asks for the headers
 * alone has none of it made.
 */
export async function sendFile(
  response: Response,
  { name, content }: { name: string; content: Readable },
): Promise<void> {
  response.attachment(name).set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
  if (response.req.method === 'HEAD') {
    content.destroy();
    return void response.end();
  }
  try {
    await pipeline(content, response);
  } catch (error) {
    log().warn({ err: error }, 'a download was cut');
    response.destroy();
  }
}
