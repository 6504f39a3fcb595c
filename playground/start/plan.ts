import type { Config } from '../../config.ts';
import type { HousePlan } from './house.ts';
import type { Part } from './part.ts';
import type { NeededPort } from './ports.ts';

/** Everything that local mode runs, given what the environment already provides. */
export function planHouse(config: Config): HousePlan {
  const { dataFolder, tenantPort, playgroundPort } = config.local;
  const hasTenant = !config.graph.hasOwnServer;
  const chat = `http://127.0.0.1:${playgroundPort}`;
  const outbox = `http://127.0.0.1:${tenantPort}/outbox`;
  const parts: (Part | false)[] = [
    hasTenant && {
      name: 'tenant',
      label: 'Tenant local (annuaire et courriels)',
      file: 'playground/tenant/main.ts',
      goOnWhen: 'port',
      port: tenantPort,
      stopRank: 3,
    },
    {
      name: 'seed',
      label: 'Cabinet de démonstration',
      file: 'playground/seed.ts',
      goOnWhen: 'done',
      stopRank: 1,
    },
    { name: 'server', label: 'Serveur web', file: 'server.ts', goOnWhen: 'message', stopRank: 1 },
    { name: 'worker', label: 'Tâches de fond', file: 'worker.ts', goOnWhen: 'message', stopRank: 1 },
    {
      name: 'chat',
      label: 'Conversation (Agents Playground)',
      file: 'playground/chat/main.ts',
      goOnWhen: 'message',
      stopRank: 2,
    },
  ];
  const ports: (NeededPort | false)[] = [
    { port: config.port, variable: 'PORT', usedFor: 'serveur web' },
    hasTenant && { port: tenantPort, variable: 'LOCAL_TENANT_PORT', usedFor: 'tenant local' },
    { port: playgroundPort, variable: 'PLAYGROUND_PORT', usedFor: 'conversation' },
  ];
  return {
    dataFolder,
    title: `Relais, mode local : ${config.firm.name}`,
    address: chat,
    ports: ports.filter((port) => port !== false),
    hasEngine: !config.hasOwnMongodb,
    parts: parts.filter((part) => part !== false),
    welcome: [
      `Ouvrez ${chat} pour parler à Relais.`,
      ...(hasTenant ? [`Les courriels envoyés se lisent sur ${outbox}.`] : []),
      '',
      'Écrivez-lui par exemple :',
      '  aide',
      '  inviter un client',
      '  inviter Claire Martin claire.martin@boulangerie-martin.example sur TEST1',
      '',
      'Ctrl-C arrête tout.',
    ],
  };
}
