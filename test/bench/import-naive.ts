/**
 * What a file costs when it is taken in the usual way: csv-parse, then insertMany, one document a line. A server of its own,
 * so that both ways are measured from the same socket.
 */
import { createServer } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import mongoose from 'mongoose';

const BATCH = 1_000;

await mongoose.connect(process.env.MONGODB_URI as string, { w: 'majority', journal: true });
const lines = mongoose.connection.collection('naive_lines');

const server = createServer(async (request, response) => {
  const parser = parse({ delimiter: '\t', quote: null, columns: true, record_delimiter: '\r\n' });
  const reading = pipeline(request, parser);
  let batch: Record<string, unknown>[] = [];
  let count = 0;
  const flush = async () => {
    if (batch.length > 0) await lines.insertMany(batch, { ordered: false });
    count += batch.length;
    batch = [];
  };
  for await (const record of parser) {
    batch.push(record);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  await reading;
  response.end(JSON.stringify({ count }));
});
server.requestTimeout = 0;
server.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as { port: number }).port}`);
});
