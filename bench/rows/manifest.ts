/**
 * Generates a manifest of any length for a fictional vendor: equal lengths give equal manifests, and no two
 * rows are alike. Each control has a title, a category, a summary, a current and a gated statement, three
 * gates (chips), and two pieces of public evidence (links).
 */
const SUBJECTS = [
  'Access reviews',
  'Audit events',
  'Backup',
  'Change management',
  'Data retention',
  'Encryption at rest',
  'Encryption in transit',
  'Incident response',
  'Key custody',
  'Logging',
  'Monitoring',
  'Network segmentation',
  'Role assignment',
  'Secret rotation',
  'Session handling',
  'Tenant isolation',
  'Vendor risk',
  'Vulnerability handling',
];
const PLACES = [
  'the archive',
  'the billing service',
  'the document store',
  'the export service',
  'the gateway',
  'the identity service',
  'the mail relay',
  'the message queue',
  'the reporting service',
  'the review workspace',
  'the search index',
  'the staging cluster',
];
const DEEDS = [
  'is reviewed by two engineers',
  'is recorded with its author',
  'is tested before each release',
  'is limited to named operators',
  'is described in the runbook',
  'is rehearsed with the team',
  'is kept apart from customer data',
  'is checked by a scheduled job',
  'is owned by one team',
];
const TIMES = ['each day', 'each week', 'each month', 'each quarter', 'at every deployment'];
const CATEGORIES = ['Access', 'Audit', 'Data', 'Operations', 'Platform', 'People'];
const ROLES = ['Head of platform', 'Security lead', 'Quality lead', 'Data protection officer'];
const FRAMEWORKS = ['SOC 2', 'ISO 27001', 'NIST CSF'];
const GATES = 24;

/** Returns a generator of numbers in [0, 1) (mulberry32), so that every run has the same rows. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Returns a manifest with this many controls, as JSON. */
export function manifestOf(rows: number): string {
  const random = seeded(rows);
  const one = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const some = (prefix: string, count: number, of: number) => {
    const first = Math.floor(random() * of);
    return Array.from({length: count}, (_, i) => `${prefix}-${(first + i) % of}`);
  };
  const sentence = () => `${one(SUBJECTS)} of ${one(PLACES)} ${one(DEEDS)} ${one(TIMES)}.`;
  const evidence = Math.max(8, Math.ceil(rows / 4));
  return JSON.stringify({
    schemaVersion: '1.0',
    id: 'https://vendor.example/',
    version: '1',
    publishedAt: '2026-11-01',
    language: 'en',
    title: 'Security and trust',
    organization: {name: 'Sample vendor', url: 'https://vendor.example/'},
    gates: Array.from({length: GATES}, (_, i) => ({
      id: `gate-${i}`,
      title: `${SUBJECTS[i % SUBJECTS.length]} in ${PLACES[i % PLACES.length]}`,
      description: sentence(),
      state: 'unmet',
    })),
    evidence: Array.from({length: evidence}, (_, i) => ({
      id: `evidence-${i}`,
      title: `${one(SUBJECTS)} record ${i + 1}`,
      kind: 'record',
      issuedAt: '2026-10-01',
      access: 'public',
      href: `/evidence/${i}`,
    })),
    controls: Array.from({length: rows}, (_, i) => ({
      id: `control-${i}`,
      title: `${one(SUBJECTS)} ${i + 1}`,
      category: one(CATEGORIES),
      summary: sentence(),
      current: `${sentence()} ${sentence()}`,
      gated: sentence(),
      gates: some('gate', 3, GATES),
      evidence: some('evidence', 2, evidence),
      mappings: [{framework: one(FRAMEWORKS), ref: `${i % 9}.${i % 7}`}],
      ownerRole: one(ROLES),
      reviewedAt: '2026-10-15',
    })),
    disclosure: {contacts: ['mailto:security@vendor.example']},
  });
}
