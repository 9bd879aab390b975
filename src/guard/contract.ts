/** The guard protocol: the limits of a check, and the schema of its answer (RFC 9457). */
import * as v from 'valibot';
import {RFC_3339} from '../manifest/dates.js';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** 128 random bits in base64url (RFC 4648 §5). A guard echoes them to prove that its answer is live. */
export const CHALLENGE = /^[A-Za-z0-9_-]{22}$/;

/** Maximum size of an answer, in bytes. */
export const ANSWER_BYTES = 64 * 1024;

/** Time limit for an answer, headers and body together, in milliseconds. */
export const ANSWER_TIMEOUT = 8_000;

/** The effects that an answer reports for its own check, each `true` or `false`. */
export const EFFECTS = [
  'authenticatesUsers',
  'isolatesTenants',
  'authorizesRoles',
  'mutatesRecords',
  'persistsAuditEvents',
  'enablesProduction',
] as const;

export type Effects = Readonly<Record<(typeof EFFECTS)[number], boolean>>;

/** Creates the schema of an object. Valibot would check the members that a page has given every object. */
const object = <E extends v.ObjectEntries>(entries: E) =>
  v.object(Object.setPrototypeOf(entries, null) as E);

export const effectsSchema = object(
  Object.fromEntries(EFFECTS.map((name) => [name, v.boolean()])) as Record<
    (typeof EFFECTS)[number],
    v.BooleanSchema<undefined>
  >,
);

/** An answer with a decision. The verdict table handles `undetermined` before it checks the schema. */
export const answerSchema = object({
  status: v.optional(v.number()),
  guard: object({
    version: v.literal('1'),
    id: v.string(),
    route: v.string(),
    decision: v.picklist(['blocked', 'open']),
    unmetGates: v.array(v.string()),
    checkedAt: v.pipe(v.string(), v.regex(RFC_3339), v.minLength('YYYY-MM-DDT'.length)),
    challenge: v.optional(v.string()),
    release: v.optional(v.string()),
    effects: effectsSchema,
  }),
});

export type Answer = v.InferOutput<typeof answerSchema>;
