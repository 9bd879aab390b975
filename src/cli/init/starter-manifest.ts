/** What an author says to start a manifest. Nothing else gets into it. */
export interface Answers {
  readonly name: string;
  /** The website that the manifest speaks for. */
  readonly url: string;
  /** Where vulnerabilities are reported: a `mailto:`, `https:` or `tel:` URI. */
  readonly contact: string;
  /** What is true today, each as `Topic: statement`. */
  readonly current: readonly string[];
  /** What is not true yet, each as `Topic: statement`. */
  readonly gated: readonly string[];
  /** What has to happen before the gated statements become true. */
  readonly gate: string | undefined;
}

/** The number of days after which the author should look at the manifest again. */
const REVIEW = 180;

const DAY = 86_400_000;

/**
 * Returns the text of a manifest that says what was answered. It expires, so that readers learn if nobody
 * looks after it.
 * @param now Milliseconds since the epoch.
 */
export function starterManifest(answers: Answers, now: number): string {
  const {name, url, contact, current, gated, gate = 'Not named yet'} = answers;
  const [today, review] = [now, now + REVIEW * DAY].map((time) =>
    new Date(time).toISOString().slice(0, 10),
  ) as [string, string];
  const ids = new Set<string>();
  const gateId = idOf(gate, new Set());
  const manifest = {
    schemaVersion: '1.0',
    id: url,
    version: today.replaceAll('-', '.'),
    publishedAt: today,
    expiresAt: review,
    organization: {name, url},
    ...(gated.length && {gates: [{id: gateId, title: gate, state: 'unmet'}]}),
    controls: [
      ...current.map(splitTopic).map(([title, text]) => ({
        id: idOf(title, ids),
        title,
        current: text,
      })),
      ...gated.map(splitTopic).map(([title, text]) => ({
        id: idOf(title, ids),
        title,
        gated: text,
        gates: [gateId],
      })),
    ],
    disclosure: {contacts: [contact], expiresAt: review},
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Splits `Topic: statement`; without a topic, the first words are one. */
function splitTopic(text: string): [topic: string, statement: string] {
  const [, topic, statement] = /^([^:]{1,80}):\s+(.+)$/s.exec(text.trim()) ?? [];
  if (topic && statement) return [topic.trim(), statement.trim()];
  return [
    text
      .trim()
      .split(/\s+/)
      .slice(0, 4)
      .join(' ')
      .replace(/[.,;]$/, ''),
    text.trim(),
  ];
}

/** Returns an id that is not taken yet, and takes it. */
function idOf(title: string, taken: Set<string>): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50);
  const base = words || 'topic';
  let id = base;
  for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
  taken.add(id);
  return id;
}
