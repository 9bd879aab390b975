import type {ClaimRule} from './rules.js';

/** The rules of `src/manifest` that an author meets beside the claim checks. */
export type ReferenceRule =
  'unknown-reference' | 'duplicate-id' | 'gated-without-gate' | 'unknown-key' | 'refused-link';

/** What the author does about each rule, in one line. */
export const REMEDIES: Readonly<Record<ClaimRule | ReferenceRule, string>> = {
  'unknown-reference': 'Correct the id, or add the entry that it names.',
  'duplicate-id': 'Give each entry of the list an id of its own.',
  'gated-without-gate': 'Name the gate that the "gated" statement waits for under "gates".',
  'current-with-unmet-gate':
    'Say under "gated" what waits for the gate, or take the gate off the control.',
  'met-gate-without-evidence': 'Name evidence that is in date, or set the gate back to "unmet".',
  'evidence-expired': 'Renew the evidence and its dates, or take the reference out.',
  'attestation-without-issuer': 'Name who attests, or call it a document.',
  'report-without-attestation':
    'Give the report an independent issuer, issue and expiry dates, or take it out.',
  'done-with-unmet-gate': 'Meet the gates first, or give the item the stage that it has.',
  'certification-wording':
    'Reference the attestation in date that the word rests on, or say what you do instead.',
  'absolute-wording': 'Say what was done and how it was tested; nothing is beyond failure.',
  'ai-as-authority': 'Say who decides; call generated text advice.',
  'manifest-expired': 'Review the manifest, and publish it with a new date.',
  'evidence-undated': 'Add "issuedAt".',
  'target-passed': 'Move the target, or say that the item is done.',
  'disclosure-expired':
    'Review the contact, and move the date (RFC 9116 asks for less than a year).',
  'orphan-gate': 'Refer to the gate where something waits for it, or take it out.',
  'orphan-evidence': 'Refer to the evidence where it proves something, or take it out.',
  'unknown-key': 'Correct the spelling, or take the key out: nothing reads it.',
  'refused-link': 'Link by https:, mailto: or a relative path, without a user name or password.',
};
