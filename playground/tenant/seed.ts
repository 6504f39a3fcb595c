/** The firm of local mode as its Microsoft 365 tenant knows it on the first day. */
import { FIRM, PEOPLE, TEAM } from '../firm.ts';
import { type Change, membership, type TenantUser } from './records.ts';

const FOUNDED = '2026-01-12T09:00:00.000Z';

/** People and the team's members; the one guest has accepted long ago. */
export function seedChanges(): Change[] {
  return PEOPLE.flatMap((person): Change[] => {
    const isGuest = person.userType === 'Guest';
    const user: TenantUser = {
      id: person.entraObjectId,
      displayName: `${person.prenom} ${person.nom}`,
      givenName: person.prenom,
      surname: person.nom,
      mail: person.email,
      otherMails: isGuest ? [person.email] : [],
      proxyAddresses: [`SMTP:${person.email}`],
      userPrincipalName: person.userPrincipalName,
      userType: person.userType,
      accountEnabled: true,
      creationType: isGuest ? 'Invitation' : null,
      externalUserState: isGuest ? 'Accepted' : null,
      externalUserStateChangeDateTime: isGuest ? FOUNDED : null,
      createdDateTime: FOUNDED,
    };
    return [{ kind: 'user', key: user.id, value: user }, membership(TEAM.aadGroupId, user.id, FOUNDED)];
  });
}

/** The domain under which guests get their user principal name. */
export const INITIAL_DOMAIN = FIRM.domains.find((domain) => domain.includes('.onmicrosoft.')) ?? FIRM.domains[0];
