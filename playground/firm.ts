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

export type SeedDossier = { code: string; raisonSociale: string; maitreDuDossier: string; chefDeMission?: string };

/** Near-identical codes on purpose: a prefix must never be taken for a choice (domain 62). */
export const DOSSIERS: SeedDossier[] = [
  { code: 'TEST1', raisonSociale: 'Boulangerie Martin', maitreDuDossier: 'camille', chefDeMission: 'julien' },
  { code: 'TEST12', raisonSociale: 'Garage du Vieux Port', maitreDuDossier: 'thomas', chefDeMission: 'julien' },
  { code: 'TEST1B', raisonSociale: 'Boulangerie Martin Traiteur', maitreDuDossier: 'camille' },
  { code: 'TEST2', raisonSociale: 'Menuiserie Le Guen', maitreDuDossier: 'thomas' },
  { code: 'TEST21', raisonSociale: 'Cabinet dentaire Rivière', maitreDuDossier: 'camille' },
  { code: 'FLEURS', raisonSociale: 'Fleurs Delmas', maitreDuDossier: 'camille', chefDeMission: 'julien' },
  { code: 'FLEURS2', raisonSociale: 'Fleurs Delmas Mariage', maitreDuDossier: 'camille' },
  { code: 'DUPONT', raisonSociale: 'Dupont & Fils', maitreDuDossier: 'thomas', chefDeMission: 'julien' },
  { code: 'DUPONT-IMMO', raisonSociale: 'SCI Dupont Immobilier', maitreDuDossier: 'thomas' },
  { code: 'ATELIER', raisonSociale: "L'Atelier de Zoé", maitreDuDossier: 'camille' },
  { code: 'OCEANE', raisonSociale: 'Poissonnerie Océane', maitreDuDossier: 'thomas' },
  { code: 'HOTELMER', raisonSociale: 'Hôtel de la Mer', maitreDuDossier: 'camille', chefDeMission: 'julien' },
];

function member(chatId: string, entraObjectId: string, prenom: string, nom: string, roles: StaffRole[]): SeedPerson {
  const local = `${prenom}.${nom}`.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const email = `${local}@vauban-conseil.example`;
  return { chatId, entraObjectId, prenom, nom, email, userPrincipalName: email, userType: 'Member', roles };
}
