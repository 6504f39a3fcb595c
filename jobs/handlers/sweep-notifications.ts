import { sweepNotifications } from '../../workflows/notifications/sweep-notifications.ts';
import { defineJob } from './handler.ts';

export const sweepNotificationsJob = defineJob('sweep-notifications', ({ services }) => sweepNotifications(services));
