import { expect } from 'chai';
import { Interlocuteur } from '../../../models/interlocuteur.ts';
import { findInterlocuteurs } from '../../../workflows/interlocuteurs/find-interlocuteurs.ts';
import { removeInterlocuteur } from '../../../workflows/interlocuteurs/remove-interlocuteur.ts';
import { buildPeople, type People } from './people.ts';

describe('Looking an interlocuteur up', () => {
  let firm: People;
  before(async () => {
    firm = await buildPeople('find-interlocuteurs');
    const dossier = await firm.dossier();
    const people = [
      ['Martin', 'Claire', 'claire@boulangerie.example'],
      ['Martinet', 'Claire', 'c.martinet@garage.example'],
      ['Lavault', 'Ingrid', 'ingrid@a.example'],
      ['Lavault', 'Ingrid', 'ingrid@b.example'],
      ['Le Guen', 'Yann', 'yann-le-guen@guen.example'],
      ['Cœur-Étoilé', 'Jean-François', 'jf@etoile.example'],
      ['Durand', undefined, 'contact@durand.example'],
    ] as const;
    for (const [nom, prenom, email] of people) await firm.add({ nom, prenom, email, on: [dossier] });
  });
  after(() => firm.world.close());

  const find = async (typed: string, cabinetId = firm.world.cabinetId) => {
    const match = await findInterlocuteurs(cabinetId, typed);
    if (match.kind === 'one') return match.person.email;
    return match.kind === 'none' ? [] : match.people.map(({ email }) => email);
  };

  const ONE: Record<string, string> = {
    'claire@boulangerie.example': 'claire@boulangerie.example',
    ' CLAIRE@Boulangerie.example ': 'claire@boulangerie.example',
    'Claire Martin': 'claire@boulangerie.example',
    'martin claire': 'claire@boulangerie.example',
    'claire martine': 'c.martinet@garage.example',
    'yann le guen': 'yann-le-guen@guen.example',
    'Le Guen': 'yann-le-guen@guen.example',
    'jean francois coeur etoile': 'jf@etoile.example',
    'Jean-François': 'jf@etoile.example',
    Durand: 'contact@durand.example',
    'contact@': 'contact@durand.example',
    'yann-le': 'yann-le-guen@guen.example',
  };
  for (const [typed, email] of Object.entries(ONE)) {
    it(`« ${typed} » is one person`, async () => expect(await find(typed)).to.equal(email));
  }

  it('finds several of one name, for a person to choose (domain 55)', async () => {
    expect(await find('Ingrid Lavault')).to.have.members(['ingrid@a.example', 'ingrid@b.example']);
  });

  it('never takes a beginning that fits several for a choice', async () => {
    expect(await find('mart')).to.have.members(['claire@boulangerie.example', 'c.martinet@garage.example']);
    expect(await find('claire')).to.have.length(2);
  });

  for (const typed of ['', '   ', 'zzz', 'claire durand', 'aire', 'inconnu@nulle.example', '.*', '(', '@']) {
    it(`« ${typed} » is nobody`, async () => expect(await find(typed)).to.deep.equal([]));
  }

  it('does not find somebody removed, nor anybody of another firm', async () => {
    const { interlocuteurId } = await firm.add({ nom: 'Parti', email: 'parti@x.example' });
    expect(await find('Parti')).to.equal('parti@x.example');
    await removeInterlocuteur(firm.services, firm.admin, await firm.versionOf(interlocuteurId));
    expect(await find('Parti')).to.deep.equal([]);
    expect(await find('parti@x.example')).to.deep.equal([]);
    expect(await find('Durand', 'autre')).to.deep.equal([]);
  });

  it('shows eight at most, says that there are more, and reads a bounded number', async () => {
    const { cabinetId } = firm.world;
    const guest = { status: 'not-invited', generation: 1, failures: 0, mail: { state: 'none' } };
    const many = Array.from({ length: 1_200 }, (_, i) => ({
      ...{ cabinetId, nom: 'Nombreux', prenom: `P${i}`, email: `n${i}@x.example`, qualite: 'direction-tpe' },
      ...{ searchKeys: ['nombreux', `p${i}`, `n${i}@x.example`], sortKey: `nombreux p${i}`, guest },
    }));
    await Interlocuteur.insertMany(many as never);
    const match = await findInterlocuteurs(cabinetId, 'nombreux');
    expect(match).to.include({ kind: 'several', hasMore: true });
    expect(match.kind === 'several' && match.people).to.have.length(8);
    expect(await find('nombreux p7'), 'the rarer word leads to it').to.equal('n7@x.example');
  });
});
