import type {ClaimRule} from './rules.js';

/** Rules of the manifest parser that are documented together with the claim checks. */
export type ReferenceRule =
  'unknown-reference' | 'duplicate-id' | 'gated-without-gate' | 'unknown-key' | 'refused-link';

/** The remedy for each rule: what the author changes, in one line. */
export const REMEDIES: Readonly<Record<ClaimRule | ReferenceRule, string>> = {
  'unknown-reference': 'Correct the id, or add the missing entry.',
  'duplicate-id': 'Give each entry in the list a unique id.',
  'gated-without-gate': 'Under "gates", name the gate that the "gated" statement depends on.',
  'current-with-unmet-gate':
    'Move what depends on the gate to "gated", or remove the gate from the control.',
  'met-gate-without-evidence': 'Reference in-date evidence, or set the gate back to "unmet".',
  'evidence-expired': 'Renew the evidence and update its dates, or remove the reference.',
  'attestation-without-issuer': 'Add "issuer", or change "kind" to "document".',
  'report-without-attestation':
    'Give the report an independent issuer, an issue date and an expiry date, or remove it.',
  'done-with-unmet-gate': 'Meet the gates first, or set "stage" to the actual stage.',
  'certification-wording':
    'Reference the in-date attestation behind the claim, or describe what you do instead.',
  'absolute-wording': 'Describe what was done and how it was tested; no system is beyond failure.',
  'ai-as-authority': 'State who decides, and present generated text as advice.',
  'deceptive-text': 'Write each word in one script, without characters that draw nothing.',
  'manifest-expired': 'Review the manifest, and publish it with a later "expiresAt".',
  'language-unchecked':
    'Correct "language", or have a person check the wording: readers are told that nobody did.',
  'evidence-undated': 'Add "issuedAt".',
  'attestation-without-source': 'Add "issuerUrl", the address of the issuer’s own website.',
  'target-passed': 'Set a later "target", or set "stage" to "done" if the item is complete.',
  'disclosure-expired':
    'Review the contacts, and set a later "expiresAt" (RFC 9116 recommends less than a year).',
  'orphan-gate': 'Reference the gate from what depends on it, or remove it.',
  'orphan-evidence': 'Reference the evidence from what it supports, or remove it.',
  'unknown-key': 'Correct the spelling, or remove the key: it is ignored.',
  'refused-link': 'Use an https:, mailto: or relative link, without a user name or password in it.',
};
