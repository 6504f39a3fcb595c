import { joinTeam } from '../../workflows/invitations/join-team.ts';
import { defineJob } from './handler.ts';

export const joinTeamJob = defineJob('join-team', ({ services }, ids) => joinTeam(services, ids));
