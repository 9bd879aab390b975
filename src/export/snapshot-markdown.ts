/**
 * Exports a snapshot as a Markdown document (CommonMark with GFM tables). Each phrase is followed by its
 * code, so that records in different languages, and the three export formats, can be compared. One file,
 * because every block needs the same titles and phrases.
 */
import type {Effects} from '../guard/contract.js';
import {code, plain, quote} from './escape-markdown.js';
import type {StateReason, ReasonRule} from './reasons.js';
import type {
  ControlRow,
  EvidenceRow,
  Flag,
  GateRow,
  ObservationRow,
  ReadinessRow,
  RequirementRow,
  RoadmapRow,
  Say,
  Snapshot,
} from './snapshot.js';

type Key = Parameters<Say>[0];
type Values = Parameters<Say>[1];

const EXPECTED = {blocked: 'guards.blocked', open: 'guards.opened'} as const;

/** The kind of entry that a reason's id names, unless it is evidence. */
const NAMES: Readonly<Partial<Record<ReasonRule, 'guard' | 'gate'>>> = {
  'guard-contradicts': 'guard',
  'gate-unmet': 'gate',
  'gate-met': 'gate',
};

/** Returns the record as Markdown. Text from the vendor or from an answer is escaped. */
export function snapshotMarkdown(snapshot: Snapshot, say: Say): string {
  const writer = new SnapshotWriter(snapshot, say);
  return writer.blocks().filter(Boolean).join('\n\n') + '\n';
}

const codes = (items: readonly string[]) => items.map(code).join(', ');

const list = (items: readonly string[]) => items.filter(Boolean).join('\n');

const nested = (items: readonly string[]) => items.map((item) => `\n  - ${item}`).join('');

class SnapshotWriter {
  readonly #titles: ReadonlyMap<string, string>;

  constructor(
    private readonly snapshot: Snapshot,
    private readonly say: Say,
  ) {
    const {gates, evidence, observations} = snapshot;
    this.#titles = new Map([
      ...gates.map((it) => [`gate ${it.id}`, it.title] as const),
      ...evidence.map((it) => [`evidence ${it.id}`, it.title] as const),
      ...observations.map((it) => [`guard ${it.guard}`, it.title] as const),
    ]);
  }

  blocks(): string[] {
    const {organization, manifest, page, limits, problems} = this.snapshot;
    const {observations, controls, gates, roadmap, readiness, evidence} = this.snapshot;
    const name = organization?.name ?? manifest.url ?? page;
    const section = <T>(title: string, rows: readonly T[], render: (row: T) => string[]) =>
      rows.length ? [`## ${title}`, ...rows.flatMap(render)] : [];
    return [
      `# ${this.#t('record.title', {name})}`,
      ...this.#notices(),
      this.#provenance(),
      `## ${this.#t('record.limits')}`,
      list(limits.map((limit) => `- ${plain(limit)}`)),
      ...section(this.#t('guards.title'), observations, (row) => this.#observation(row)),
      ...section(this.#t('controls.title'), controls, (row) => this.#control(row)),
      ...section(this.#t('gates.title'), gates, (row) => this.#gate(row)),
      ...section(this.#t('roadmap.title'), roadmap, (row) => this.#roadmapItem(row)),
      ...readiness.flatMap((row) => this.#readiness(row)),
      ...section(this.#t('record.evidence'), evidence, (row) => this.#evidence(row)),
      ...(problems.length ? [`## ${this.#t('record.problems')}`, this.#problems()] : []),
    ];
  }

  /** Returns the most important facts: contradiction, expiry, load error. */
  #notices(): string[] {
    const {manifest, error, observations, problems} = this.snapshot;
    const contradicted = observations.some(({agreement}) => agreement === 'contradicts');
    const expired = problems.some(({rule}) => rule === 'manifest-expired');
    const {loadState, expiresAt} = manifest;
    const failed =
      loadState === 'failed'
        ? this.#t('load.failed')
        : loadState === 'kept'
          ? this.#t('record.kept')
          : '';
    return [
      contradicted ? `**${this.#t('banner.contradiction.title')}** (\`contradicts\`)` : '',
      expired ? `**${this.#t('banner.expired', {date: expiresAt})}** (\`manifest-expired\`)` : '',
      failed && `**${failed}** (${code(loadState)})`,
      error ? `${plain(error.message)} (${code(error.reason)})` : '',
    ];
  }

  /** Returns a table of the record's origin. Its first fact is the header row that GFM tables require. */
  #provenance(): string {
    const {organization, manifest, page, takenAt, element} = this.snapshot;
    const {name, product, url} = organization ?? {};
    const {sha256, sha256Reason, signature} = manifest;
    const optional = (text: string | null) => (text === null ? '–' : plain(text));
    const rows: [label: Key, value: string][] = [
      [
        'record.organization',
        [name, product, url].flatMap((it) => (it ? plain(it) : [])).join(' · '),
      ],
      ['source.address', optional(manifest.url)],
      ['record.load-state', code(manifest.loadState)],
      [
        'record.sha256',
        sha256 === null ? this.#coded(`record.${sha256Reason!}`, sha256Reason!) : code(sha256),
      ],
      ['source.id', optional(manifest.id)],
      ['source.version', optional(manifest.version)],
      ['source.published', optional(manifest.publishedAt)],
      ['source.expires', optional(manifest.expiresAt)],
      ['source.fetched', optional(manifest.fetchedAt)],
      [
        'source.signature',
        signature ? this.#coded(`summary.signature.${signature}`, signature) : '–',
      ],
      ['record.page', plain(page)],
      ['record.taken', plain(takenAt)],
      ['record.element', plain(element)],
    ];
    const [head, ...body] = rows.map(([label, value]) => `| ${this.#t(label)} | ${value || '–'} |`);
    return [head, '| --- | --- |', ...body].join('\n');
  }

  #observation(row: ObservationRow): string[] {
    const {contradiction, effects} = row;
    const reason = (key: ObservationRow['reason']) => this.#coded(`reason.${key}`, key);
    const verdict = (key: ObservationRow['verdict']) => this.#coded(`verdict.${key}`, key);
    return [
      heading(row.title, row.guard),
      list([
        `- ${this.#t('record.agreement')}: ${this.#coded(`agreement.${row.agreement}`, row.agreement)}`,
        `- ${this.#t('record.verdict')}: ${verdict(row.verdict)}; ${reason(row.reason)}`,
        contradiction
          ? `- ${this.#t('record.contradiction', {time: contradiction.checkedAt})}: ` +
            `${verdict(contradiction.verdict)}; ${reason(contradiction.reason)}` +
            this.#named(contradiction.unmetGates)
          : '',
        `- ${this.#t('guards.expected')}: ${this.#coded(EXPECTED[row.expected], row.expected)}`,
        row.endpoint === null
          ? ''
          : `- ${this.#t('record.proven')}: ${this.#coded(row.proven ? 'yes' : 'no', String(row.proven))}`,
        row.unmetGates.length ? `- ${this.#t('record.unmet')}: ${codes(row.unmetGates)}` : '',
        this.#fact('guards.route', row.route),
        this.#fact('guards.endpoint', row.endpoint),
        this.#fact('record.status', row.status),
        this.#fact('guards.checked', row.checkedAt),
        row.lastVerifiedAt === null
          ? ''
          : `- ${this.#t('guards.last', {time: row.lastVerifiedAt})}`,
        this.#fact('guards.release', row.release),
        row.clockSkew ? `- ${this.#t('guards.skew')}` : '',
        effects
          ? `- ${this.#t('record.effects')}:` +
            nested(
              (Object.keys(effects) as (keyof Effects)[]).map(
                (name) =>
                  `${this.#coded(`effect.${name}`, name)}: ${this.#t(effects[name] ? 'yes' : 'no')}`,
              ),
            )
          : '',
        ...this.#flags(row.flags),
      ]),
    ];
  }

  #named(gates: readonly string[]): string {
    return gates.length ? `; ${this.#t('record.unmet')}: ${codes(gates)}` : '';
  }

  #control(row: ControlRow): string[] {
    const statement = (label: string, text: string | null) =>
      text === null ? [] : [`${label}:`, quote(text)];
    return [
      heading(row.title, row.id),
      row.category === null ? '' : plain(row.category),
      list([
        `- ${this.#t('filter.state')}: ${this.#coded(`state.${row.state}`, row.state)}`,
        `- ${this.#t('controls.backing')}: ${plain(row.backing)} (${code(row.assurance)})`,
        row.gates.length ? `- ${this.#t('gates.title')}: ${this.#gates(row.gates)}` : '',
        this.#reasons(row.reasons),
        ...this.#flags(row.flags),
      ]),
      ...statement(this.#t('state.not-applicable'), row.notApplicable),
      ...statement(this.#t('controls.current'), row.current),
      ...statement(this.#t('controls.gated'), row.gated),
    ];
  }

  #gate(row: GateRow): string[] {
    const {state, metAt, holdsBack} = row;
    const kinds = ['controls', 'guards', 'roadmap', 'requirements'] as const;
    const held = kinds.filter((kind) => holdsBack[kind].length);
    const parts = held
      .map((kind) => this.say(`gates.${kind}`, {n: holdsBack[kind].length}))
      .join(', ');
    const status =
      state === 'met' && metAt !== null
        ? this.#coded('gates.met-on', state, {date: metAt})
        : this.#coded(`gates.${state}`, state);
    return [
      heading(row.title, row.id),
      list([
        `- ${this.#t('filter.state')}: ${status}`,
        held.length
          ? `- ${this.#t(state === 'met' ? 'gates.held' : 'gates.holds', {parts})}: ` +
            codes(held.flatMap((kind) => holdsBack[kind]))
          : `- ${this.#t('gates.nothing')}`,
        this.#reasons(row.reasons),
        ...this.#flags(row.flags),
      ]),
    ];
  }

  #roadmapItem(row: RoadmapRow): string[] {
    return [
      heading(row.title, row.id),
      list([
        `- ${this.#t('filter.state')}: ${this.#coded(`stage.${row.stage}`, row.stage)}`,
        row.target === null ? '' : `- ${this.#t('roadmap.target', {target: row.target})}`,
        row.after.length ? `- ${this.#t('roadmap.after')}: ${this.#gates(row.after)}` : '',
        ...this.#flags(row.flags),
      ]),
    ];
  }

  #readiness(row: ReadinessRow): string[] {
    const report = this.snapshot.evidence.find(({id}) => id === row.reportEvidence);
    const phrase =
      row.report === 'issued'
        ? this.#t('readiness.report', {issuer: report?.issuer, date: report?.issuedAt})
        : this.#t('readiness.none');
    return [
      `## ${this.#t('readiness.title', {framework: row.framework})} ${code(row.id)}`,
      list([`- ${phrase} (${code(row.report)})`, ...this.#flags(row.flags)]),
      ...row.requirements.flatMap((requirement) => this.#requirement(requirement)),
    ];
  }

  #requirement(row: RequirementRow): string[] {
    return [
      heading(row.title, row.id),
      list([
        `- ${this.#t('filter.state')}: ${this.#coded(`readiness.${row.state}`, row.state)}`,
        this.#reasons(row.reasons),
        ...this.#flags(row.flags),
      ]),
    ];
  }

  #evidence(row: EvidenceRow): string[] {
    const {issuer, issuerUrl, attestation, issuedAt, expiresAt} = row;
    const by = issuer === null ? '' : this.#t('evidence.by', {issuer});
    const facts = [
      this.#coded(`evidence.${row.kind}`, row.kind),
      attestation === null ? by : plain(attestation),
      issuerUrl === null ? '' : plain(issuerUrl),
      issuedAt === null ? '' : this.#t('evidence.issued', {date: issuedAt}),
      expiresAt === null ? '' : this.#t('evidence.expires', {date: expiresAt}),
      this.#coded(`access.${row.access}`, row.access),
    ];
    return [
      heading(row.title, row.id),
      list([
        `- ${this.#t('filter.state')}: ${this.#coded(`evidence.${row.freshness}`, row.freshness)}`,
        `- ${facts.filter(Boolean).join(' · ')}`,
        row.scope === null ? '' : `- ${plain(row.scope)}`,
        row.href === null ? '' : `- ${plain(row.href)}`,
        this.#fact('record.sha256', row.sha256),
        ...this.#flags(row.flags),
      ]),
    ];
  }

  #problems(): string {
    const {problems, problemsOmitted: n} = this.snapshot;
    return list([
      ...problems.map(
        ({severity, rule, path, message}) =>
          `- ${code(severity)} ${code(rule)} ${plain(path)}: ${plain(message)}`,
      ),
      n ? `- ${this.#t('load.more', {n})}` : '',
    ]);
  }

  #reasons(reasons: readonly StateReason[]): string {
    const because = ({rule, id}: StateReason) => {
      const kind = NAMES[rule] ?? 'evidence';
      const title = id === null ? undefined : this.#titles.get(`${kind} ${id}`);
      return this.#coded(`because.${rule}`, id === null ? rule : `${rule}:${id}`, {title});
    };
    return reasons.length ? `- ${this.#t('record.reasons')}:${nested(reasons.map(because))}` : '';
  }

  #flags(flags: readonly Flag[]): string[] {
    return flags.map((flag) =>
      flag === 'ready-to-review'
        ? `- ${this.#coded('state.ready', flag)}`
        : `- ${this.#t('claim.title')}: ${this.#coded(`claim.${flag}`, flag)}`,
    );
  }

  #gates(ids: readonly string[]): string {
    return ids
      .map((id) => `${plain(this.#titles.get(`gate ${id}`) ?? '')} (${code(id)})`)
      .join(', ');
  }

  #fact(label: Key, value: string | number | null): string {
    return value === null ? '' : `- ${this.#t(label)}: ${plain(String(value))}`;
  }

  /** Returns a phrase followed by its code. */
  #coded(key: Key, item: string, values?: Values): string {
    return `${this.#t(key, values)} (${code(item)})`;
  }

  #t(...phrase: Parameters<Say>): string {
    return plain(this.say(...phrase));
  }
}

const heading = (title: string, id: string) => `### ${plain(title)} ${code(id)}`;
