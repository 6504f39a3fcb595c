import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';

/**
 * Who may import what (design, section 1), as prefixes of paths; `type` marks what may be imported as types only. A
 * room may always import itself and the base.
 */
const BASE = ['config.ts', 'errors.ts', 'log.ts'];
const RULES: Record<string, string[]> = {
  bot: ['workflows/', 'type models/', 'models/fold-text.ts'],
  // Words are decided once, for whatever door: problems, pages and files read as the cards do.
  api: ['workflows/', 'bot/adapter.ts', 'bot/locales/', 'bot/files/'],
  'jobs/handlers': [
    'jobs/catalog.ts',
    'workflows/',
    'bot/notify.ts',
    'bot/cards/',
    'bot/mails/',
    'bot/shown/',
    'bot/notifications/',
    // The partner reads one view of an import, whether it asks for it or is told.
    'api/present-import.ts',
  ],
  jobs: [],
  workflows: ['models/', 'graph/', 'bank/', 'jobs/queue.ts', 'jobs/catalog.ts'],
  models: [],
  graph: ['credential.ts'],
  bank: ['credential.ts'],
  manifest: [],
  scripts: ['models/', 'workflows/', 'playground/'],
  'credential.ts': [],
  'config.ts': [],
  'errors.ts': [],
  'log.ts': [],
};
/** Where everything is put together. */
const ENTRIES = ['server.ts', 'worker.ts', 'process.ts'];

/** What goes against the table and is borne, each for a reason. One that is mended must leave the list. */
const EXCEPTIONS: Record<string, string> = {
  'bot/adapter.ts -> credential.ts': 'the bot proves its identity as Graph does, with one credential',
  'bot/mails/reminder-mail.ts -> type graph/send-mail.ts': 'the shape of a mail',
  'jobs/handlers/deliver-notification.ts -> graph/find-sent-mail.ts': 'whether the second rung was climbed already',
  'jobs/handlers/deliver-notification.ts -> graph/send-mail.ts': 'the second rung of the ladder',
  'jobs/handlers/refresh-cards.ts -> type models/shown-card.ts': 'reads which cards show a record',
  'jobs/queue.ts -> models/connection.ts': 'isDuplicateKey',
  'workflows/webhooks/post-webhook.ts -> package.json': 'the version under which we call',
};

/** Packages that only these may import. */
const PACKAGES: [pattern: RegExp, allowed: RegExp][] = [
  [/^botbuilder|^botframework-/, /^bot\/(adapter|notify)\.ts$/],
  [/^express($|-)|^helmet$/, /^(api|playground)\//],
  [/^agenda$|^@agendajs\//, /^(jobs\/|process\.ts)/],
  [/^@microsoft\/microsoft-graph-client/, /^graph\/graph-client\.ts$/],
  [/^@azure\//, /^(credential\.ts|graph\/graph-client\.ts|bot\/adapter\.ts)$/],
  // The rest takes `Types` from it, the health check asks whether the connection stands.
  [/^mongoose$/, /^(models|workflows)\/|^(jobs\/queue|process|api\/health|bot\/actions\/send-invitation)\.ts$/],
  [/^@0q\/embedded-mongodb/, /^playground\/engine\//],
  [/^(csv-parse|csv-stringify|iconv-lite|yauzl|sax|hucre)($|\/)/, /^workflows\/(spreadsheets|partner-imports)\//],
  [/^libphonenumber-js/, /^workflows\/identifiers\//],
];

type Import = { from: string; to: string; isType: boolean; isPackage: boolean };

const TOP = readdirSync('.').filter((name) => name.endsWith('.ts'));
const ROOMS = ['bot', 'api', 'jobs', 'workflows', 'models', 'graph', 'bank', 'manifest', 'scripts'].filter(existsSync);
const PRODUCT = [...TOP, ...ROOMS.flatMap(filesIn)];
const IMPORTS = PRODUCT.flatMap(importsOf);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.m?ts$/.test(name))
    .map((name) => join(folder, name));
}

function importsOf(from: string): Import[] {
  const text = readFileSync(from, 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  const statements = /^\s*(?:import|export)\s+(type\s+)?([^;'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
  const dynamic = /\bimport\(\s*['"]([^'"]+)['"]\s*\)|\brequire\(\s*['"]([^'"]+)['"]\s*\)/g;
  const found = [
    ...[...text.matchAll(statements)].map(([, type, names = '', path = '']) => ({
      path,
      // `import { type A, type B }` names types only as well.
      isType: Boolean(type) || (/\{/.test(names) && namesOf(names).every((name) => name.startsWith('type '))),
    })),
    ...[...text.matchAll(dynamic)].map(([, one, two]) => ({ path: one ?? two ?? '', isType: false })),
  ];
  return found.map(({ path, isType }) => {
    const isPackage = !path.startsWith('.');
    return { from, to: isPackage ? path : join(dirname(from), path), isType, isPackage };
  });
}

function namesOf(clause: string): string[] {
  const inside = /\{([^}]*)\}/s.exec(clause)?.[1] ?? '';
  const others = clause
    .replace(/\{[^}]*\}/s, '')
    .replace(/\bfrom\b/, '')
    .replace(/[\s,]/g, '');
  return [...inside.split(','), others].map((name) => name.trim()).filter(Boolean);
}

function ruleOf(path: string): string {
  const room = Object.keys(RULES).find((one) => path === one || path.startsWith(`${one}/`));
  if (!room) throw new Error(`${path} belongs to no room`);
  return room;
}

function isAllowed({ from, to, isType }: Import): boolean {
  if (ENTRIES.includes(from)) return !/^(playground|test|scripts)\//.test(to);
  const room = ruleOf(from);
  // A handler is listed by its index, and may read what its own folder shares.
  if (to.startsWith(`${room}/`) || (BASE.includes(to) && from !== to)) return true;
  if (/\.json$/.test(to) && room === 'manifest') return true;
  return (RULES[room] ?? []).some((rule) =>
    rule.startsWith('type ') ? isType && to.startsWith(rule.slice(5)) : to.startsWith(rule),
  );
}

describe('The architecture', () => {
  it('is read at all: each room has files, and files have imports', () => {
    for (const room of ['bot', 'api', 'jobs', 'workflows', 'models', 'graph']) {
      expect(
        IMPORTS.filter(({ from }) => from.startsWith(`${room}/`)),
        room,
      ).to.have.length.greaterThan(5);
    }
    const missing = IMPORTS.filter(({ to, isPackage }) => !isPackage && !existsSync(to));
    expect(missing.map(({ from, to }) => `${from} -> ${to}`)).to.deep.equal([]);
  });

  it('lets imports go downwards only', () => {
    const against = IMPORTS.filter((one) => !one.isPackage && !isAllowed(one)).map(
      ({ from, to, isType }) => `${from} -> ${isType ? 'type ' : ''}${to}`,
    );
    expect([...new Set(against)].sort()).to.deep.equal(Object.keys(EXCEPTIONS).sort());
  });

  it('keeps each outside library behind its own door', () => {
    const leaks = IMPORTS.filter(({ from, to, isPackage }) =>
      PACKAGES.some(([pattern, allowed]) => isPackage && pattern.test(to) && !allowed.test(from)),
    );
    expect(leaks.map(({ from, to }) => `${from} -> ${to}`)).to.deep.equal([]);
  });

  it('keeps the catalogue of jobs free of everything of ours, so that workflows may schedule by name', () => {
    const imports = IMPORTS.filter(({ from }) => from === 'jobs/catalog.ts').map(({ to }) => to);
    expect(imports).to.deep.equal(['zod']);
    const fromWorkflows = IMPORTS.filter(({ from, to }) => from.startsWith('workflows/') && to.startsWith('jobs/'));
    // The queue brings agenda with it: its shape is all that workflows need.
    expect(fromWorkflows.filter(({ isType }) => !isType)).to.deep.equal([]);
  });

  it('keeps workflows free of bot, web and queue', () => {
    const packages = IMPORTS.filter(({ from, isPackage }) => isPackage && from.startsWith('workflows/'));
    const own = packages.filter(({ to }) => !to.startsWith('node:')).map(({ to }) => to);
    // Beside these two, libraries that read and write files and numbers, each in the one folder that may know it.
    const readers = /^(csv-parse|csv-stringify|iconv-lite|yauzl|sax|hucre|libphonenumber-js)($|\/)/;
    expect([...new Set(own)].filter((name) => !readers.test(name))).to.have.members(['mongoose', 'zod']);
  });

  it('has playground imported by test, scripts and itself only', () => {
    const importers = IMPORTS.filter(({ from, to }) => to.startsWith('playground/') && !from.startsWith('scripts/'));
    expect(importers.map(({ from, to }) => `${from} -> ${to}`)).to.deep.equal([]);
  });

  it('has nothing of the product import a test', () => {
    const importers = [...IMPORTS, ...filesIn('playground').flatMap(importsOf)].filter(({ to }) =>
      to.startsWith('test/'),
    );
    expect(importers.map(({ from, to }) => `${from} -> ${to}`)).to.deep.equal([]);
  });

  it('has no circle among files that are loaded (types aside)', () => {
    const next = new Map<string, string[]>();
    for (const { from, to, isType, isPackage } of IMPORTS) {
      if (!isType && !isPackage) next.set(from, [...(next.get(from) ?? []), to]);
    }
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: string[]) => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (done.has(file) || path.includes(file)) return;
      for (const to of next.get(file) ?? []) visit(to, [...path, file]);
      done.add(file);
    };
    for (const file of next.keys()) visit(file, []);
    expect(circles).to.deep.equal([]);
  });

  for (const [folder, index, others] of [
    ['bot/commands', 'bot/commands/index.ts', ['index.ts', 'command.ts']],
    ['bot/actions', 'bot/actions/index.ts', ['index.ts', 'action.ts']],
    ['jobs/handlers', 'jobs/index.ts', ['handler.ts']],
  ] as const) {
    it(`lists every file of ${folder} in ${index}, and puts it in the list`, () => {
      const files = readdirSync(folder).filter(
        (name) =>
          name.endsWith('.ts') &&
          !others.includes(name as never) &&
          !(folder === 'bot/actions' && name.startsWith('show-')),
      );
      expect(files).to.have.length.greaterThan(3);
      const text = readFileSync(index, 'utf8');
      const statements = [...text.matchAll(/^import \{ (\w+)[^}]*\} from '([^']+)'/gm)];
      const listed = new Map(statements.map(([, name, path]) => [path?.split('/').at(-1), name]));
      for (const file of files) {
        const name = listed.get(file);
        expect(name, `${file} in ${index}`).to.be.a('string');
        expect(text.match(new RegExp(`\\b${name}\\b`, 'g')), `${name} in the list`).to.have.length.greaterThan(1);
      }
    });
  }
});
