import type { GuestState } from '../../models/interlocuteur.ts';

/** « Statut Teams » of a dossier, beside its own Statut (domain 43): what its people come to. */
export type TeamsStatus = 'nobody' | 'operational' | 'under-way' | 'partial' | 'problem';

/** Pure. A refusal is told before anything else, since somebody must act on it. */
export function teamsStatusOf(guests: readonly GuestState[]): TeamsStatus {
  const known = guests.filter((status) => status !== 'removed' && status !== 'not-invited');
  if (known.length === 0) return 'nobody';
  if (known.includes('refused')) return 'problem';
  if (known.every((status) => status === 'accepted')) return 'operational';
  return known.includes('accepted') ? 'partial' : 'under-way';
}
