import { expect } from 'chai';
import { Dossier } from '../../../models/dossier.ts';
import { PortfolioImport } from '../../../models/portfolio-import.ts';
import { ShownCard } from '../../../models/shown-card.ts';
import { confirmImport } from '../../../workflows/portfolio-imports/confirm-import.ts';
import type { Staff } from '../../../workflows/rights.ts';
import { buildWorld, type World } from '../../support/world.ts';
import { companyOf, preview, run, view, xlsxOf } from './importing.ts';

const LINES = 10_000;
const MIB = 1024 * 1024;

describe('Ten thousand companies in one file (103)', function () {
  this.timeout(120_000);
  let world: World;
  let staff: Staff;
  let bytes: Buffer;
  before(async () => {
    world = await buildWorld('large');
    staff = world.asStaff(await world.buildStaff());
    bytes = await xlsxOf(Array.from({ length: LINES }, (_, n) => companyOf(n)));
  });
  after(() => world.close());

  it('become ten thousand dossiers in bounded memory, with progress on the way; again, nothing changes', async () => {
    const { importId, counts } = await preview(world, staff, bytes, 'large.xlsx');
    expect(counts).to.include({ lines: LINES, toCreate: LINES, refused: 0 });
    await confirmImport(world.services, staff, { importId, invites: false });
    const seen: number[] = [];
    let most = 0;
    const before = process.memoryUsage().heapUsed;
    const timer = setInterval(async () => {
      most = Math.max(most, process.memoryUsage().heapUsed);
      seen.push((await PortfolioImport.findById(importId).lean())?.progress.handled ?? 0);
    }, 50);
    await run(world, importId);
    clearInterval(timer);
    expect((await view(world, importId)).progress).to.include({ created: LINES, handled: LINES });
    expect(await Dossier.countDocuments({ cabinetId: world.cabinetId })).to.equal(LINES);
    expect(new Set(seen).size, 'the progress grows').to.be.greaterThan(5);
    expect([...seen]).to.deep.equal([...seen].sort((a, b) => a - b));
    expect((most - before) / MIB, 'the heap does not hold the dossiers').to.be.below(250);

    const again = await preview(world, staff, bytes, 'large.xlsx');
    expect(again.counts).to.include({ lines: LINES, toCreate: 0, present: LINES, differing: 0 });
    await confirmImport(world.services, staff, { importId: again.importId, invites: false });
    await run(world, again.importId);
    expect(await Dossier.countDocuments({ cabinetId: world.cabinetId })).to.equal(LINES);
    expect(await ShownCard.countDocuments()).to.equal(0);
  });
});
