/** What a guard endpoint is asked and what it may answer. The answer is a problem detail (RFC 9457). */
import * as v from 'valibot';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** 128 random bits as base64url (RFC 4648 §5): what a guard echoes to prove that it answers now. */
export const CHALLENGE = /^[A-Za-z0-9_-]{22}$/;

/** How much of an answer is read, in bytes. */
export const ANSWER_BYTES = 64 * 1024;

/** How long an answer may take, headers and body together, in milliseconds. */
export const ANSWER_TIMEOUT = 8_000;

/** What an answer says that asking had for effects, each `true` or `false`. */
export const EFFECTS = [
  'authenticatesUsers',
  'isolatesTenants',
  'authorizesRoles',
  'mutatesRecords',
  'persistsAuditEvents',
  'enablesProduction',
] as const;

export type Effects = Readonly<Record<(typeof EFFECTS)[number], boolean>>;

export const effectsSchema = v.object(
  Object.fromEntries(EFFECTS.map((name) => [name, v.boolean()])) as Record<
    (typeof EFFECTS)[number],
    v.BooleanSchema<undefined>
  >,
);

/** The `guard` member of an answer that decides. `undetermined` is told apart before this is asked. */
export const answerSchema = v.object({
  status: v.optional(v.number()),
  guard: v.object({
    version: v.literal('1'),
    id: v.string(),
    route: v.string(),
    decision: v.picklist(['blocked', 'open']),
    unmetGates: v.array(v.string()),
    checkedAt: v.pipe(v.string(), v.isoTimestamp()),
    challenge: v.optional(v.string()),
    release: v.optional(v.string()),
    effects: effectsSchema,
  }),
});

export type Answer = v.InferOutput<typeof answerSchema>;
