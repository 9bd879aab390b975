/**
 * Every state of the interface as data: sample manifests of a fictional vendor. One file, because the states
 * share their entries.
 */
import type {TrustCenter} from '../src/entries/elements.js';

const GATE = {id: 'tenant-isolation', title: 'Tenant isolation', state: 'unmet'};
const MET_GATE = {
  id: 'backup',
  title: 'Backup and recovery',
  state: 'met',
  metAt: '2026-01-15',
  evidence: ['restore-test'],
};

const EVIDENCE = [
  {
    id: 'restore-test',
    title: 'Restore test',
    kind: 'test',
    issuedAt: '2026-01-10',
    access: 'request',
  },
  {
    id: 'old-test',
    title: 'Penetration test 2023',
    kind: 'report',
    issuedAt: '2023-01-10',
    expiresAt: '2024-01-10',
    access: 'nda',
  },
  {
    id: 'undated',
    title: 'Retention policy',
    kind: 'policy',
    access: 'public',
    href: 'retention.pdf',
  },
  {
    id: 'audit',
    title: 'Audit report',
    kind: 'attestation',
    issuer: 'Sample Auditors LLP',
    issuedAt: '2026-01-01',
    expiresAt: '2099-01-01',
    access: 'nda',
  },
];

const MANIFEST = {
  schemaVersion: '1.0',
  id: 'https://vendor.example/',
  version: '1',
  publishedAt: '2026-01-20',
  language: 'en',
  organization: {name: 'Sample vendor'},
  gates: [GATE],
  controls: [
    {
      id: 'isolation',
      title: 'Tenant isolation',
      gated: 'One tenant cannot read what another has stored.',
      gates: ['tenant-isolation'],
    },
  ],
  disclosure: {contacts: ['mailto:security@vendor.example']},
};

type Json = Record<string, unknown>;

/** One figure of the page: the center's properties, and an action after its first render. */
export interface Scenario extends Partial<
  Pick<TrustCenter, 'src' | 'guardInterval' | 'maxAge' | 'guards' | 'theme'>
> {
  readonly name: string;
  readonly title: string;
  /** Spans the full width of the page. */
  readonly wide?: boolean;
  readonly sections?: string;
  readonly manifest?: unknown;
  readonly then?: (center: TrustCenter) => void;
}

const control = (name: string, title: string, fields: Json, more: Json = {}): Scenario => ({
  name: `control-${name}`,
  title,
  sections: 'controls',
  manifest: {...MANIFEST, controls: [{id: 'sample', title: 'Sample topic', ...fields}], ...more},
});

/** A control with one guard, which the server's handler of the same id answers. */
const guard = (
  id: string,
  title: string,
  more: Partial<Scenario> = {},
  gates: Json[] = [GATE],
): Scenario => ({
  name: `guard-${id}`,
  title,
  sections: 'guards controls',
  manifest: {
    ...MANIFEST,
    gates,
    guards: [{id, title: 'Production write', route: `/api/${id}`, gates: ['tenant-isolation']}],
    controls: [{...MANIFEST.controls[0], guards: [id]}],
  },
  ...more,
});

const overclaim = (rule: string, title: string, more: Json, sections = 'controls'): Scenario => ({
  name: `overclaim-${rule}`,
  title,
  sections,
  manifest: {...MANIFEST, ...more},
});

const current = (text: string) => ({
  controls: [{id: 'sample', title: 'Sample topic', current: text}],
});

export const SCENARIOS: Readonly<Record<string, readonly Scenario[]>> = {
  'The manifest': [
    {name: 'load-idle', title: 'No manifest yet'},
    {
      name: 'load-loading',
      title: 'Loading',
      src: '/states/manifest/hanging',
      // Reload before the load times out, so that the figure stays in the loading state.
      then: (center) => void setInterval(() => void center.reload(), 10_000),
    },
    {
      name: 'load-ready',
      title: 'Ready, every section',
      wide: true,
      manifest: {
        ...MANIFEST,
        title: 'Security and trust',
        summary:
          'A vendor that *does not exist*, to show **every** section. See [the schema](https://vendor.example/schema).',
        expiresAt: '2099-01-01',
        gates: [GATE, MET_GATE],
        evidence: EVIDENCE.slice(0, 1),
        controls: [
          ...MANIFEST.controls,
          {
            id: 'backups',
            title: 'Backups',
            current: 'Backups are made each night.',
            evidence: ['restore-test'],
          },
        ],
        roadmap: {
          disclaimer: 'Subject to change.',
          items: [
            {id: 'one', title: 'Considered item', stage: 'considering'},
            {
              id: 'two',
              title: 'Planned item',
              stage: 'planned',
              target: '2099-Q2',
              after: ['tenant-isolation'],
            },
            {id: 'three', title: 'Item in progress', stage: 'in-progress'},
            {id: 'four', title: 'Item that is done', stage: 'done', after: ['backup']},
          ],
        },
        readiness: [
          {
            id: 'soc-2',
            framework: 'SOC 2',
            categories: ['Security', 'Availability'],
            requirements: [
              {id: 'open', title: 'Open requirement', gates: ['tenant-isolation']},
              {
                id: 'supported',
                title: 'Supported requirement',
                gates: ['backup'],
                evidence: ['restore-test'],
              },
            ],
          },
        ],
        documents: [
          {id: 'public', title: 'Public document', href: 'whitepaper.pdf', access: 'public'},
          {id: 'nda', title: 'Document under an agreement', href: 'report.pdf', access: 'nda'},
        ],
        subprocessors: [
          {
            id: 'host',
            name: 'Sample host',
            purpose: 'Hosting',
            location: 'Sample country',
            since: '2025-01-01',
          },
        ],
        faq: [{id: 'where', question: 'Where is data kept?', answer: 'In the *sample country*.'}],
        updates: [
          {id: 'first', at: '2026-01-20', title: 'First published', body: 'Nothing before it.'},
        ],
        disclosure: {
          contacts: ['mailto:security@vendor.example', 'https://vendor.example/report'],
          instructions: 'Write to us first.',
          doNotSend: 'Customers’ data.',
          policy: 'https://vendor.example/policy',
          preferredLanguages: 'en, de',
          safeHarbor: 'partial',
          responseTime: 'Two working days',
          expiresAt: '2099-01-01',
        },
      },
    },
    {
      name: 'load-kept',
      title: 'Reload failed: the last good manifest is kept',
      sections: 'summary',
      manifest: {...MANIFEST},
      then: (center) => {
        Object.assign(center.manifest as Json, {version: 'latest', organization: undefined});
        void center.reload();
      },
    },
    {
      name: 'load-failed',
      title: 'Refused',
      manifest: {...MANIFEST, schemaVersion: '1.0', controls: [{id: 'Sample'}]},
    },
    {
      name: 'load-expired',
      title: 'Expired',
      sections: 'summary',
      manifest: {...MANIFEST, expiresAt: '2026-01-21'},
    },
  ],
  Controls: [
    control('current', 'Current, stated', {current: 'This is so today.'}),
    control('partial', 'Partly gated', {
      current: 'This is so today.',
      gated: 'This is not yet.',
      gates: ['tenant-isolation'],
    }),
    control('gated', 'Gated', {gated: 'This is not yet.', gates: ['tenant-isolation']}),
    control('not-applicable', 'Not applicable', {notApplicable: 'No cards are processed.'}),
    control(
      'ready',
      'Gated, every gate met',
      {gated: 'This is not yet.', gates: ['backup']},
      {gates: [MET_GATE], evidence: EVIDENCE},
    ),
    control(
      'evidenced',
      'Evidenced',
      {current: 'This is so today.', evidence: ['restore-test']},
      {evidence: EVIDENCE},
    ),
    control(
      'attested',
      'Attested',
      {current: 'This is so today.', evidence: ['audit']},
      {evidence: EVIDENCE},
    ),
    control(
      'expired',
      'Expired and undated evidence',
      {current: 'This is so today.', evidence: ['old-test', 'undated']},
      {evidence: EVIDENCE},
    ),
    {
      name: 'control-many',
      title: 'Many controls: a filter, and updates per control',
      wide: true,
      sections: 'controls updates',
      manifest: {
        ...MANIFEST,
        evidence: EVIDENCE,
        controls: [
          {...MANIFEST.controls[0], category: 'Product', ownerRole: 'Engineering'},
          ...['First', 'Second', 'Third', 'Fourth'].map((nth, i) => ({
            id: nth.toLowerCase(),
            title: `${nth} sample topic`,
            category: i % 2 ? 'Product' : 'Company',
            current: 'This is so today.',
            evidence: EVIDENCE.slice(0, i + 1).map(({id}) => id),
            mappings: [{framework: 'SOC 2', ref: `CC${i + 1}`}],
            reviewedAt: '2026-01-15',
          })),
        ],
        updates: [
          {id: 'one', at: '2026-01-20', title: 'A topic was reviewed', controls: ['first']},
          {id: 'two', at: '2026-01-10', title: 'Another was', controls: ['second', 'third']},
        ],
      },
    },
  ],
  Guards: [
    guard('blocked', 'Blocked: agrees'),
    guard('open', 'Open: contradicts'),
    guard('other-gates', 'Blocked by other gates: contradicts'),
    guard('not-refused', 'Not refused: contradicts'),
    guard('contradictory', 'Contradictory: contradicts'),
    guard('flapping', 'Was open, now an outage: the contradiction stays', {
      guardInterval: 0,
      then: (center) => {
        center.addEventListener('trust-observation', () => void center.checkGuards(), {once: true});
      },
    }),
    guard('static', 'Blocked, but a stored answer: unproven'),
    guard('undetermined', 'Unknown: the guard does not know'),
    guard('missing', 'Unknown: no such page'),
    guard('redirect', 'Unknown: redirect'),
    guard('hanging', 'Pending, then unknown: no answer'),
    {...guard('blocked', 'Stale', {guardInterval: 0, maxAge: 0}), name: 'guard-stale'},
    {...guard('blocked', 'Unchecked: off', {guards: 'off'}), name: 'guard-off'},
    {
      ...guard('open', 'Open, as declared: agrees', {}, [
        {
          ...MET_GATE,
          id: 'tenant-isolation',
          title: 'Tenant isolation',
          evidence: ['restore-test'],
        },
      ]),
      name: 'guard-open-declared',
    },
  ].map((scenario) => ({
    ...scenario,
    manifest: {...(scenario.manifest as Json), evidence: EVIDENCE.slice(0, 1)},
  })),
  Overclaims: [
    overclaim('current-with-unmet-gate', 'Current, with an unmet gate', {
      controls: [
        {
          id: 'sample',
          title: 'Sample topic',
          current: 'Tenants are apart.',
          gates: ['tenant-isolation'],
        },
      ],
    }),
    overclaim(
      'met-gate-without-evidence',
      'Met without evidence',
      {gates: [GATE, {...MET_GATE, evidence: []}]},
      'gates',
    ),
    overclaim(
      'report-without-attestation',
      'A report without an attestation',
      {
        evidence: EVIDENCE,
        readiness: [{id: 'soc-2', framework: 'SOC 2', report: 'restore-test', requirements: []}],
      },
      'readiness',
    ),
    overclaim(
      'done-with-unmet-gate',
      'Done, with an unmet gate',
      {
        roadmap: {
          items: [{id: 'done', title: 'Sample item', stage: 'done', after: ['tenant-isolation']}],
        },
      },
      'roadmap',
    ),
    overclaim('certification-wording', 'Claims a certification', current('We are certified.')),
    overclaim(
      'absolute-wording',
      'Promises the impossible',
      current('The audit trail is tamper-proof.'),
    ),
    overclaim(
      'ai-as-authority',
      'Generated text as an authority',
      current('The AI approves each record.'),
    ),
  ],
};
