import { FIRM, PEOPLE, type SeedPerson, TEAM } from '../firm.ts';

/**
 * The Playground wants the person who types and five others, all different. The firm has five people; this one makes
 * the sixth, and is nobody the tenant knows: what Relais answers to an outsider can be tried with it.
 */
const OUTSIDER = {
  id: 'inconnu',
  name: 'Alex Dubois (hors annuaire)',
  userPrincipleName: 'alex.dubois@ailleurs.example',
  aadObjectId: '1f0e6a52-8c1b-4c5e-a7d1-60c1a9f4b0ff',
  givenName: 'Alex',
  surname: 'Dubois',
  email: 'alex.dubois@ailleurs.example',
};

/**
 * What the Playground shows: the invented firm. Written as JSON, which YAML includes; unknown keys are refused, and the
 * conversations have fixed ids so that Relais can still write to them after a restart.
 */
export function playgroundConfig(): string {
  const [currentUser, ...others] = PEOPLE;
  const [general, ...channels] = TEAM.channels;
  const config = {
    version: '0.1.1',
    tenantId: FIRM.tenantId,
    bot: { id: '28:relais', name: 'Relais' },
    currentUser: asUser(currentUser),
    users: [...others.map(asUser), OUTSIDER],
    personalChat: { id: 'a:relais-conversation-personnelle' },
    groupChat: { id: '19:relais-conversation-groupe@thread.v2', name: 'Dossiers en cours' },
    // The Playground makes the general channel itself, under the team's own id.
    team: { id: general.id, name: TEAM.name, aadGroupId: TEAM.aadGroupId, channels },
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

function asUser(person: SeedPerson) {
  return {
    id: person.chatId,
    name: `${person.prenom} ${person.nom}`,
    // Spelled so by the Playground.
    userPrincipleName: person.userPrincipalName,
    aadObjectId: person.entraObjectId,
    givenName: person.prenom,
    surname: person.nom,
    email: person.email,
  };
}
