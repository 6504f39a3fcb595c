import { expect } from 'chai';
import { Interlocuteur } from '../../../models/interlocuteur.ts';
import { listInterlocuteurs } from '../../../workflows/interlocuteurs/list-interlocuteurs.ts';
import { removeInterlocuteur } from '../../../workflows/interlocuteurs/remove-interlocuteur.ts';
import { buildPeople, type People } from './people.ts';

describe('The list of interlocuteurs', () => {
  let firm: People;
  before(async () => {
    firm = await buildPeople('list-interlocuteurs');
  });
  beforeEach(() => Interlocuteur.deleteMany({}));
  after(() => firm.world.close());

  const list = (where = {}) => listInterlocuteurs(firm.world.cabinetId, where);

  async function allPages(where: { dossierId?: string } = {}) {
    const pages: string[][] = [];
    for (let afterId: string | undefined; ; ) {
      const page = (await list({ ...where, afterId }))!;
      pages.push(page.lines.map(({ nom, prenom }) => [nom, prenom].filter(Boolean).join(' ')));
      if (!page.nextAfterId) return pages;
      afterId = page.nextAfterId;
    }
  }

  it('has the columns of the firm’s tools: name, first name, both numbers, address (domain 46, 49)', async () => {
    const phones = { mobile: '+37369123456', fixe: '+33240123456' };
    const { interlocuteurId } = await firm.add(phones);
    expect((await list())?.lines).to.deep.equal([
      {
        ...{ interlocuteurId, nom: 'Martin', prenom: 'Claire', email: 'claire@boulangerie.example', isActive: true },
        ...phones,
      },
    ]);
  });

  it('is in the order of the names as people read them, without regard to case and accents', async () => {
    for (const nom of ['durand', 'Élan', 'Zola', 'ÉCOLE', 'Abadie', 'ebene']) {
      await firm.add({ nom, prenom: undefined, email: `${nom.length}${Math.random()}@x.example` });
    }
    expect((await allPages()).flat()).to.deep.equal(['Abadie', 'durand', 'ebene', 'ÉCOLE', 'Élan', 'Zola']);
  });

  it('pages by eight, shows everybody once, the same name too (domain 55)', async () => {
    for (let i = 0; i < 20; i += 1) await firm.add({ nom: 'Lavault', prenom: 'Ingrid', email: `i${i}@x.example` });
    const pages = await allPages();
    expect(pages.map(({ length }) => length)).to.deep.equal([8, 8, 4]);
    const seen: string[] = [];
    for (let afterId: string | undefined; seen.length < 20; ) {
      const page = (await list({ afterId }))!;
      seen.push(...page.lines.map(({ email }) => email));
      afterId = page.nextAfterId;
    }
    expect(new Set(seen).size).to.equal(20);
  });

  it('with exactly one page says that there is no other', async () => {
    for (let i = 0; i < 8; i += 1) await firm.add({ nom: `Nom ${i}`, email: `i${i}@x.example` });
    expect(await list()).to.not.have.property('nextAfterId');
  });

  it('goes on after somebody who was renamed or removed meanwhile', async () => {
    for (let i = 0; i < 12; i += 1)
      await firm.add({ nom: `Nom${String(i).padStart(2, '0')}`, email: `i${i}@x.example` });
    const { nextAfterId } = (await list())!;
    await removeInterlocuteur(firm.services, firm.admin, await firm.versionOf(nextAfterId!));
    expect((await list({ afterId: nextAfterId }))?.lines.map(({ nom }) => nom)).to.deep.equal([
      ...['Nom08', 'Nom09', 'Nom10', 'Nom11'],
    ]);
  });

  it('of a dossier shows its own only, and says which', async () => {
    const [mine, theirs] = [await firm.dossier({ code: 'MIEN' }), await firm.dossier()];
    await firm.add({ on: [mine], email: 'a@x.example' });
    await firm.add({ on: [theirs], email: 'b@x.example' });
    await firm.add({ on: [mine, theirs], email: 'c@x.example' });
    const page = await list({ dossierId: String(mine._id) });
    expect(page?.lines.map(({ email }) => email)).to.have.members(['a@x.example', 'c@x.example']);
    expect(page?.dossier).to.include({ code: 'MIEN' });
  });

  it('is empty rather than wrong for another firm, and unknown for another firm’s dossier', async () => {
    const dossier = await firm.dossier();
    await firm.add({ on: [dossier] });
    expect((await listInterlocuteurs('autre'))?.lines).to.deep.equal([]);
    expect(await listInterlocuteurs('autre', { dossierId: String(dossier._id) })).to.equal(undefined);
  });
});
