/** A bare botbuilder echo behind express, as the SDK's own sample has it. */
import type { AddressInfo } from 'node:net';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import express from 'express';

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const app = express();
app.use(express.json());
app.post('/api/messages', (request, response) =>
  adapter.process(request as never, response as never, async (context) => {
    await context.sendActivity(`Echo: ${context.activity.text}`);
  }),
);
const server = app.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.on('disconnect', () => process.exit(0));
