/**
 * The invented firm of local mode: who works there, its team, its dossiers, and one client who is already a guest.
 * The seed, the local tenant and the Playground's configuration all read it, so that the three agree.
 */
import { LOCAL_TENANT_ID, type StaffRole } from '../config.ts';

export const FIRM = {
  tenantId: LOCAL_TENANT_ID,
  name: 'Cabinet Vauban Conseil',
  /** Verified domains of the tenant: addresses under them cannot be invited. */
  domains: ['vauban-conseil.example', 'vaubanconseil.onmicrosoft.example'],
  mailbox: 'relais@vauban-conseil.example',
} as const;

export type SeedPerson = {
  /** The Playground's own user id; Teams would give a `29:` id. */
  chatId: string;
  entraObjectId: string;
  prenom: string;
  nom: string;
  email: string;
  userPrincipalName: string;
  userType: 'Member' | 'Guest';
  roles: StaffRole[];
};

/** Exactly five, as the Playground demands; the first is the one who types. */
export const PEOPLE: [SeedPerson, SeedPerson, SeedPerson, SeedPerson, SeedPerson] = [
  member('camille', '1f0e6a52-8c1b-4c5e-a7d1-60c1a9f4b001', 'Camille', 'Roux', ['administrateur', 'collaborateur']),
  member('julien', '1f0e6a52-8c1b-4c5e-a7d1-60c1a9f4b002', 'Julien', 'Lefèvre', ['collaborateur', 'referent']),
  member('nadia', '1f0e6a52-8c1b-4c5e-a7d1-60c1a9f4b003', 'Nadia', 'Benali', ['gestionnaire-client']),
  member('thomas', '1f0e6a52-8c1b-4c5e-a7d1-60c1a9f4b004', 'Thomas', 'Garnier', ['collaborateur']),
  {
    chatId: 'sophie',
    entraObjectId: '1f0e6a52-8c1b-4c5e-a7d1-60c1a9f4b005',
    prenom: 'Sophie',
    nom: 'Delmas',
    email: 'sophie.delmas@fleurs-delmas.example',
    userPrincipalName: 'sophie.delmas_fleurs-delmas.example#EXT#@vaubanconseil.onmicrosoft.example',
    userType: 'Guest',
    roles: [],
  },
];

export const TEAM = {
  id: '19:relais-equipe-clients@thread.tacv2',
  name: 'Clients du cabinet',
  aadGroupId: '7c5b2e14-93fa-4d0e-8a66-b1f20e7d9c31',
  channels: [
    { id: '19:relais-equipe-clients@thread.tacv2', name: 'Général' },
    { id: '19:relais-portefeuille@thread.tacv2', name: 'Portefeuille' },
  ],
} as const;

export type SeedDossier = {
  code: string;
  raisonSociale: string;
  /** Invented numbers, valid by their check digit. */
  siren?: string;
  nic?: string;
  ape: string;
  adresse?: string;
  codePostal?: string;
  ville?: string;
  maitreDuDossier: string;
  chefDeMission?: string;
};

/** Near-identical codes on purpose: a prefix must never be taken for a choice (domain 62). */
export const DOSSIERS: SeedDossier[] = [
  {
    code: 'TEST1',
    raisonSociale: 'Boulangerie Martin',
    siren: '912003407',
    nic: '00018',
    ape: '1071C',
    adresse: '12 rue du Four',
    codePostal: '44000',
    ville: 'Nantes',
    maitreDuDossier: 'camille',
    chefDeMission: 'julien',
  },
  {
    code: 'TEST12',
    raisonSociale: 'Garage du Vieux Port',
    siren: '912082591',
    nic: '00013',
    ape: '4520A',
    adresse: '3 quai des Salines',
    codePostal: '13002',
    ville: 'Marseille',
    maitreDuDossier: 'thomas',
    chefDeMission: 'julien',
  },
  {
    code: 'TEST1B',
    raisonSociale: 'Boulangerie Martin Traiteur',
    siren: '912161783',
    nic: '00010',
    ape: '5621Z',
    adresse: '14 rue du Four',
    codePostal: '44000',
    ville: 'Nantes',
    maitreDuDossier: 'camille',
  },
  {
    code: 'TEST2',
    raisonSociale: 'Menuiserie Le Guen',
    siren: '912240975',
    nic: '00017',
    ape: '4332A',
    adresse: '8 venelle du Puits',
    codePostal: '29000',
    ville: 'Quimper',
    maitreDuDossier: 'thomas',
  },
  {
    code: 'TEST21',
    raisonSociale: 'Cabinet dentaire Rivière',
    siren: '912320165',
    nic: '00018',
    ape: '8623Z',
    adresse: '21 boulevard Carnot',
    codePostal: '06400',
    ville: 'Cannes',
    maitreDuDossier: 'camille',
  },
  {
    code: 'FLEURS',
    raisonSociale: 'Fleurs Delmas',
    siren: '912399359',
    nic: '00013',
    ape: '4776Z',
    adresse: '5 place du Marché',
    codePostal: '37000',
    ville: 'Tours',
    maitreDuDossier: 'camille',
    chefDeMission: 'julien',
  },
  {
    code: 'FLEURS2',
    raisonSociale: 'Fleurs Delmas Mariage',
    siren: '912478542',
    nic: '00018',
    ape: '4776Z',
    adresse: '7 place du Marché',
    codePostal: '37000',
    ville: 'Tours',
    maitreDuDossier: 'camille',
  },
  {
    code: 'DUPONT',
    raisonSociale: 'Dupont & Fils',
    siren: '912557733',
    nic: '00017',
    ape: '4673A',
    adresse: 'Zone du Moulin',
    codePostal: '59000',
    ville: 'Lille',
    maitreDuDossier: 'thomas',
    chefDeMission: 'julien',
  },
  {
    code: 'DUPONT-IMMO',
    raisonSociale: 'SCI Dupont Immobilier',
    siren: '912636925',
    nic: '00014',
    ape: '6820B',
    adresse: 'Zone du Moulin',
    codePostal: '59000',
    ville: 'Lille',
    maitreDuDossier: 'thomas',
  },
  {
    code: 'ATELIER',
    raisonSociale: "L'Atelier de Zoé",
    siren: '912716115',
    nic: '00015',
    ape: '9003A',
    adresse: '2 impasse des Lilas',
    codePostal: '69003',
    ville: 'Lyon',
    maitreDuDossier: 'camille',
  },
  {
    code: 'OCEANE',
    raisonSociale: 'Poissonnerie Océane',
    siren: '912795309',
    nic: '00018',
    ape: '4723Z',
    adresse: '1 criée du port',
    codePostal: '56100',
    ville: 'Lorient',
    maitreDuDossier: 'thomas',
  },
  {
    code: 'HOTELMER',
    raisonSociale: 'Hôtel de la Mer',
    siren: '912874492',
    nic: '00016',
    ape: '5510Z',
    adresse: '40 front de mer',
    codePostal: '17200',
    ville: 'Royan',
    maitreDuDossier: 'camille',
    chefDeMission: 'julien',
  },
];

function member(chatId: string, entraObjectId: string, prenom: string, nom: string, roles: StaffRole[]): SeedPerson {
  const local = `${prenom}.${nom}`.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const email = `${local}@vauban-conseil.example`;
  return { chatId, entraObjectId, prenom, nom, email, userPrincipalName: email, userType: 'Member', roles };
}
