import { revokeServices } from '../../workflows/interlocuteurs/revoke-services.ts';
import { defineJob } from './handler.ts';

export const revokeServicesJob = defineJob('revoke-services', ({ services }, ids) => revokeServices(services, ids));
