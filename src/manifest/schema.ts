/**
 * The schema of a manifest, version 1.0. It is the single source of the TypeScript types, of the
 * published JSON Schema, and of validation in the browser and on the command line. Unknown keys are
 * dropped.
 */
import * as v from 'valibot';
import {isLink, LINK_SCHEMES, parseUrl} from '../text/links.js';
import {instant, periodEnd} from './dates.js';
import {LIMITS} from './limits.js';
import {VERSION_PATTERN} from './version.js';

// The message of a `check` is the id of its rule. The message of a `regex` is the expectation.

const bounded = v.pipe(v.string(), v.maxLength(LIMITS.characters));

/** Plain text. Code that walks the schema distinguishes it from `markdown` by identity. */
export const text = v.pipe(bounded, v.minLength(1));

/**
 * Text that may contain markdown. Code that walks the schema distinguishes it from `text` by identity.
 */
export const markdown = v.pipe(bounded, v.minLength(1));

const pattern = (regex: RegExp, meaning: string) => v.pipe(bounded, v.regex(regex, meaning));

const ID = /^[a-z0-9][a-z0-9-]{0,63}$/;
const idText = () => pattern(ID, 'an id of up to 64 lowercase letters, digits and hyphens');
export const id = idText();

/** References to entries of other lists. `REFERS_TO` distinguishes them by identity. */
const gateId = idText();
const evidenceId = idText();
const guardId = idText();
const controlId = idText();

const date = v.pipe(
  bounded,
  v.check((value) => !isNaN(instant(value)), 'wrong-date'),
);
const period = v.pipe(
  v.string(),
  v.check((value) => !isNaN(periodEnd(value)), 'wrong-period'),
);

const link = (schemes: readonly string[], rule: string) =>
  v.pipe(
    bounded,
    v.check((value) => isLink(value, schemes), rule),
  );
const href = link(LINK_SCHEMES, 'refused-link');
const address = link(['https:'], 'refused-address');
const website = v.pipe(
  bounded,
  // Another party's website is never relative to the manifest.
  v.check((value) => !!parseUrl(value) && isLink(value, ['https:']), 'refused-website'),
);
const contact = v.pipe(
  bounded,
  v.check(
    (value) => !!parseUrl(value) && isLink(value, ['https:', 'mailto:', 'tel:']),
    'refused-contact',
  ),
);
// RFC 9116 §2.5.4 shows keys of all three schemes.
const key = link(['https:', 'dns:', 'openpgp4fpr:'], 'refused-key');

const list = <T extends v.GenericSchema>(item: T, max: number = LIMITS.entries) =>
  v.optional(v.pipe(v.array(item), v.maxLength(max)), []);

// Lists inside an entry, which is read, checked and rendered as a whole.
const few = <T extends v.GenericSchema>(item: T) => list(item, LIMITS.references);
const some = <T extends v.GenericSchema>(item: T) =>
  v.pipe(v.array(item), v.minLength(1), v.maxLength(LIMITS.references));

const gate = v.object({
  id,
  title: text,
  description: v.optional(markdown),
  state: v.picklist(['unmet', 'met']),
  metAt: v.optional(date),
  ownerRole: v.optional(text),
  evidence: few(evidenceId),
});

const access = v.picklist(['public', 'request', 'nda', 'internal']);

const evidence = v.object({
  id,
  title: text,
  kind: v.picklist(['document', 'report', 'test', 'policy', 'record', 'attestation']),
  issuer: v.optional(text),
  issuerUrl: v.optional(website),
  issuedAt: v.optional(date),
  expiresAt: v.optional(date),
  access,
  href: v.optional(href),
  sha256: v.optional(pattern(/^[0-9a-fA-F]{64}$/, 'a SHA-256 digest of 64 hexadecimal digits')),
  scope: v.optional(text),
});

const control = v.pipe(
  v.object({
    id,
    title: text,
    category: v.optional(text),
    summary: v.optional(markdown),
    current: v.optional(markdown),
    gated: v.optional(markdown),
    notApplicable: v.optional(markdown),
    gates: few(gateId),
    evidence: few(evidenceId),
    guards: few(guardId),
    mappings: few(v.object({framework: text, ref: text})),
    ownerRole: v.optional(text),
    reviewedAt: v.optional(date),
  }),
  // Partial checks also run on entries in which other fields are invalid.
  v.partialCheck(
    [['current'], ['gated'], ['notApplicable']],
    (entry) => (entry.current ?? entry.gated ?? entry.notApplicable) !== undefined,
    'statement-missing',
  ),
  v.partialCheck(
    [['current'], ['gated'], ['notApplicable']],
    (entry) => entry.notApplicable === undefined || (entry.current ?? entry.gated) === undefined,
    'not-applicable-alone',
  ),
  v.partialCheck(
    [['gated'], ['gates']],
    (entry) => entry.gated === undefined || entry.gates.length > 0,
    'gated-without-gate',
  ),
);

const guard = v.object({
  id,
  title: text,
  route: text,
  url: v.optional(address),
  gates: some(gateId),
  statuses: v.optional(
    some(
      v.pipe(
        v.number(),
        v.check(
          (code) => code === 503 || (code % 1 === 0 && code >= 400 && code < 500),
          'wrong-status',
        ),
      ),
    ),
    [403],
  ),
  description: v.optional(markdown),
});

const roadmap = v.object({
  disclaimer: v.optional(markdown),
  items: v.pipe(
    v.array(
      v.object({
        id,
        title: text,
        description: v.optional(markdown),
        stage: v.picklist(['considering', 'planned', 'in-progress', 'done']),
        target: v.optional(period),
        after: few(gateId),
      }),
    ),
    v.maxLength(LIMITS.entries),
  ),
});

const readiness = v.object({
  id,
  framework: text,
  statement: v.optional(markdown),
  categories: few(text),
  report: v.optional(evidenceId),
  requirements: v.pipe(
    v.array(
      v.object({
        id,
        title: text,
        description: v.optional(markdown),
        gates: few(gateId),
        evidence: few(evidenceId),
      }),
    ),
    v.maxLength(LIMITS.entries),
  ),
});

/** How to report a vulnerability, in the terms of RFC 9116 and disclose.io. */
const disclosure = v.object({
  contacts: some(contact),
  instructions: v.optional(markdown),
  doNotSend: v.optional(markdown),
  policy: v.optional(href),
  encryption: few(key),
  acknowledgments: v.optional(href),
  preferredLanguages: v.optional(text),
  canonical: few(href),
  hiring: v.optional(href),
  expiresAt: v.optional(date),
  safeHarbor: v.optional(v.picklist(['full', 'partial', 'none'])),
  responseTime: v.optional(text),
});

const documentEntry = v.pipe(
  v.object({
    id,
    title: text,
    evidence: v.optional(evidenceId),
    href: v.optional(href),
    access,
  }),
  v.partialCheck(
    [['evidence'], ['href']],
    (entry) => (entry.evidence === undefined) !== (entry.href === undefined),
    'document-source',
  ),
);

export const manifestSchema = v.object({
  $schema: v.optional(bounded),
  schemaVersion: pattern(/^1\.\d+$/, 'schema version 1.0 or a newer 1.x'),
  id: v.pipe(
    bounded,
    v.check((value) => !!parseUrl(value), 'absolute-uri'),
  ),
  version: pattern(VERSION_PATTERN, 'numbers separated by . or -'),
  publishedAt: date,
  expiresAt: v.optional(date),
  language: v.optional(pattern(/^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$/, 'a BCP 47 language tag')),
  title: v.optional(text),
  summary: v.optional(markdown),
  organization: v.object({name: text, product: v.optional(text), url: v.optional(href)}),
  gates: list(gate, LIMITS.gates),
  evidence: list(evidence),
  controls: v.pipe(v.array(control), v.maxLength(LIMITS.entries)),
  guards: list(guard, LIMITS.guards),
  roadmap: v.optional(roadmap),
  readiness: list(readiness),
  disclosure,
  documents: list(documentEntry),
  subprocessors: list(
    v.object({
      id,
      name: text,
      purpose: text,
      location: v.optional(text),
      url: v.optional(href),
      since: v.optional(date),
    }),
  ),
  faq: list(v.object({id, question: text, answer: markdown})),
  updates: list(
    v.object({
      id,
      at: date,
      title: text,
      body: v.optional(markdown),
      controls: few(controlId),
    }),
  ),
});

/** The list in which each kind of reference must resolve. */
export const REFERS_TO: ReadonlyMap<v.GenericSchema, 'gates' | 'evidence' | 'guards' | 'controls'> =
  new Map([
    [gateId, 'gates'],
    [evidenceId, 'evidence'],
    [guardId, 'guards'],
    [controlId, 'controls'],
  ] as const);

type DeepReadonly<T> = T extends object ? {readonly [K in keyof T]: DeepReadonly<T[K]>} : T;

/** A manifest without problems of severity `error`. Times are RFC 3339 text; `instant` parses them. */
export type Manifest = DeepReadonly<v.InferOutput<typeof manifestSchema>>;
export type Gate = Manifest['gates'][number];
export type Evidence = Manifest['evidence'][number];
export type Control = Manifest['controls'][number];
export type Guard = Manifest['guards'][number];
export type RoadmapItem = NonNullable<Manifest['roadmap']>['items'][number];
export type Readiness = Manifest['readiness'][number];
export type Requirement = Readiness['requirements'][number];
export type Disclosure = Manifest['disclosure'];
