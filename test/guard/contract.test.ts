import {expect} from '@open-wc/testing';
import {parse} from 'valibot';
import {
  ANSWER_BYTES,
  ANSWER_TIMEOUT,
  answerSchema,
  CHALLENGE,
  EFFECTS,
  PROBLEM_MEDIA_TYPE,
} from '../../src/guard/contract.js';
import {judge} from '../../src/guard/verdict.js';
import {CHALLENGE_SENT, GUARD} from '../fixtures/guard-answers.js';

/** The example answer of the design, verbatim, because vendors have built against it. */
const EXAMPLE = `{"type": "https://arqen-ai.com/problems/gated", "title": "Blocked until gates are met", "status": 403,
 "detail": "…", "instance": "/api/production-write/guard",
 "guard": {"version": "1", "id": "production-write", "route": "/api/production-write", "decision": "blocked",
  "unmetGates": ["tenant-isolation"], "checkedAt": "2026-01-01T00:00:00Z", "challenge": "${CHALLENGE_SENT}", "release": "a1b2c3",
  "effects": {"authenticatesUsers": false, "isolatesTenants": false, "authorizesRoles": false,
              "mutatesRecords": false, "persistsAuditEvents": false, "enablesProduction": false}}}`;

describe('the guard contract', () => {
  it('accepts the example of the design', () => {
    const wall = Date.parse('2026-01-01T00:00:01Z');
    const observation = judge({
      guard: GUARD,
      challenge: CHALLENGE_SENT,
      outcome: {
        status: 'answered',
        httpStatus: 403,
        mediaType: PROBLEM_MEDIA_TYPE,
        body: EXAMPLE,
      },
      checkedAt: {wall, monotonic: 1},
    });
    expect(observation).to.include({verdict: 'blocked', proven: true, clockSkew: false});
    expect(observation.unmetGates).to.deep.equal(['tenant-isolation']);
  });

  it('has exactly six effects', () => {
    const {effects} = parse(answerSchema, JSON.parse(EXAMPLE)).guard;
    expect(Object.keys(effects)).to.deep.equal([...EFFECTS]);
    expect(EFFECTS).to.deep.equal([
      'authenticatesUsers',
      'isolatesTenants',
      'authorizesRoles',
      'mutatesRecords',
      'persistsAuditEvents',
      'enablesProduction',
    ]);
  });

  it('has the limits of the design: 64 KiB in 8 s', () => {
    expect(ANSWER_BYTES).to.equal(65_536);
    expect(ANSWER_TIMEOUT).to.equal(8_000);
  });

  it('accepts only 128 bits in base64url as a challenge', () => {
    expect('AZaz09_-AZaz09_-AZaz09').to.match(CHALLENGE);
    for (const other of ['', 'A'.repeat(21), 'A'.repeat(23), 'A'.repeat(21) + '=']) {
      expect(other).not.to.match(CHALLENGE);
    }
  });
});
