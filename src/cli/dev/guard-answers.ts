import {createGuardHandler} from '../../guard/handler.js';
import type {Guard} from '../../manifest/schema.js';

/** What a local guard can be switched to. All but the first are named after the verdict of a page. */
export const ANSWERS = [
  'as-declared',
  'blocked',
  'open',
  'blocked-unproven',
  'contradictory',
  'not-refused',
  'unknown',
] as const;
export type AnswerName = (typeof ANSWERS)[number];

/**
 * Answers as a guard of a manifest, so that a page comes to a verdict.
 * @param unmet The ids of the guard's unmet gates.
 */
export async function answerAs(
  name: AnswerName,
  guard: Guard,
  unmet: readonly string[],
  request: Request,
): Promise<Response> {
  const declared = name === 'as-declared' ? (unmet.length ? 'blocked' : 'open') : name;
  if (declared === 'not-refused') return Response.json({ok: true});
  if (declared === 'unknown') return new Response('Bad gateway', {status: 502});
  const isOpen = declared === 'open';
  const answer = await createGuardHandler({
    id: guard.id,
    route: guard.route,
    // A guard that blocks names a gate, even if the manifest has all of them as met.
    gate: () =>
      isOpen
        ? {decision: 'open'}
        : {decision: 'blocked', unmetGates: unmet.length ? unmet : guard.gates},
  })(request);
  if (isOpen) return answer;
  const body = (await answer.json()) as {status: number; guard: Record<string, unknown>};
  const status = guard.statuses[0]!;
  const changes = {
    blocked: {},
    'blocked-unproven': {challenge: undefined},
    contradictory: {effects: {...(body.guard['effects'] as object), mutatesRecords: true}},
  }[declared];
  return new Response(JSON.stringify({...body, status, guard: {...body.guard, ...changes}}), {
    status,
    headers: answer.headers,
  });
}
