/** `npm run bench -- <name> [--quick]`: prints what the bench likes and, last, one JSON line with its figures. */
const BENCHES: Record<string, () => Promise<{ bench: (quick: boolean) => Promise<Record<string, unknown>> }>> = {
  turn: () => import('./turn.ts'),
  portfolio: () => import('./portfolio.ts'),
  import: () => import('./import.ts'),
  // Reading and checking alone.
  'import-parse': () => import('./import-parse.ts').then(({ benchParse }) => ({ bench: benchParse })),
};

const [name, ...rest] = process.argv.slice(2).filter((word) => word !== '--');
const load = BENCHES[name ?? ''];
if (!load) {
  console.error(`Usage : npm run bench -- ${Object.keys(BENCHES).join(' | ')} [--quick]`);
  process.exit(1);
}
const { bench } = await load();
console.log(JSON.stringify({ bench: name, ...(await bench(rest.includes('--quick'))) }));
process.exit(0);
