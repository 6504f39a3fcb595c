/** A task that somebody began and has not finished: what is known so far, so that it resumes after a restart or a day. */
import { model, Schema, type Types } from 'mongoose';
import { type OutboxEvent, outboxSchema } from './outbox.ts';
import type { ShownKind } from './shown-card.ts';

export const DRAFT_KINDS = ['dossier', 'interlocuteur', 'plan'] as const;
export type DraftKind = (typeof DRAFT_KINDS)[number];

export const DRAFT_STATES = ['open', 'done', 'abandoned', 'expired'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

/** From each state, the states it may go to. */
export const DRAFT_TRANSITIONS: Record<DraftState, readonly DraftState[]> = {
  open: ['done', 'abandoned', 'expired'],
  done: [],
  abandoned: [],
  // Asked for by name, it is taken up again.
  expired: ['open'],
};

export type DraftRecord = {
  _id: Types.ObjectId;
  cabinetId: string;
  /** Whose: nobody else sees it. */
  collaborateurId: Types.ObjectId;
  kind: DraftKind;
  state: DraftState;
  /** As typed, field by field; wrong entries too. */
  form: Record<string, string>;
  /** What to call it in a list: a name or a code. */
  label: string;
  expiresAt: Date;
  /** What it became: the same click coming again finds it. */
  outcome?: { kind: ShownKind; refs: Record<string, string> };
  version: number;
  outbox: OutboxEvent[];
  createdAt: Date;
  updatedAt: Date;
};

const draftSchema = new Schema<DraftRecord>(
  {
    cabinetId: { type: String, required: true },
    collaborateurId: { type: Schema.Types.ObjectId, required: true },
    kind: { type: String, enum: DRAFT_KINDS, required: true },
    state: { type: String, enum: DRAFT_STATES, required: true },
    form: { type: Schema.Types.Mixed, required: true, default: {} },
    label: { type: String, default: '' },
    expiresAt: { type: Date, required: true },
    outcome: { type: Schema.Types.Mixed },
    version: { type: Number, required: true, default: 1 },
    outbox: { type: [outboxSchema], required: true, default: [] },
  },
  { collection: 'drafts', versionKey: false, timestamps: true, minimize: false },
);
draftSchema.index({ cabinetId: 1, collaborateurId: 1, state: 1, updatedAt: -1 });
draftSchema.index({ state: 1, expiresAt: 1 });
draftSchema.index({ 'outbox.at': 1 }, { sparse: true });

export const Draft = model('Draft', draftSchema);
