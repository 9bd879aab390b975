/** `trust-center check`, run as an author runs it: on files, on standard input, and over HTTP. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {CLAIM_EXAMPLES, type ClaimExample} from '../fixtures/claims.js';
import {newAuthor} from '../fixtures/command-line.js';
import {blockedBody, GUARD} from '../fixtures/guard-answers.js';
import {MINIMAL} from '../fixtures/posture.js';
import {serve} from '../fixtures/verdict-server.js';

interface Checked {
  readonly ok: boolean;
  readonly manifests: readonly {
    readonly source: string;
    readonly accepted: boolean;
    readonly problems: readonly {
      readonly path: string;
      readonly rule: string;
      readonly severity: string;
      readonly message: string;
      readonly remedy: string | null;
      readonly start: {readonly line: number; readonly column: number} | null;
    }[];
    readonly guards?: readonly {readonly id: string; readonly agreement: string}[];
  }[];
}

const NOW = '2027-05-20';
const EXAMPLES = Object.entries<ClaimExample>(CLAIM_EXAMPLES);
const IMMUTABLE = {...MINIMAL, ...CLAIM_EXAMPLES['absolute-wording'].breaks};
const UNDATED = {...MINIMAL, ...CLAIM_EXAMPLES['evidence-undated'].breaks};

describe('trust-center check', () => {
  const author = newAuthor();
  const {run, write} = author;
  const json = async (...args: string[]) => (await author.json(['check', ...args])) as Checked;

  it('accepts ARQEN’s manifest, says what it looked at, and exits with 0', async () => {
    write(
      'arqen.json',
      readFileSync(new URL('../../demo/arqen.trust.json', import.meta.url), 'utf8'),
    );
    const {code, stdout, stderr} = await run(['check', '--strict', 'arqen.json']);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^arqen\.json: no problems in \d+ controls, \d+ gates, 2 guards/);
  });

  it('finds each rule in its example, with place and remedy, and nothing in its mended one', async () => {
    for (const [rule, {breaks, keeps}] of EXAMPLES) {
      write(`${rule}.json`, {...MINIMAL, ...breaks});
      write(`${rule}.mended.json`, {...MINIMAL, ...keeps});
    }
    const broken = await json('--now', NOW, ...EXAMPLES.map(([rule]) => `${rule}.json`));
    const mended = await json('--now', NOW, ...EXAMPLES.map(([rule]) => `${rule}.mended.json`));
    assert.deepEqual(
      broken.manifests.map(({problems}) => problems.map(({rule, path}) => [rule, path])),
      EXAMPLES.map(([rule, {problem}]) => [[rule, problem.path]]),
    );
    for (const {problems} of broken.manifests)
      for (const {start, remedy} of problems) assert.ok(start && remedy);
    assert.deepEqual(
      mended.manifests.flatMap(({problems}) => problems),
      [],
    );
    assert.deepEqual([broken.ok, mended.ok], [false, true]);
  });

  it('shows the line, marks the value, and names the remedy', async () => {
    write('trust.json', IMMUTABLE);
    const {code, stdout} = await run(['check', 'trust.json']);
    assert.equal(code, 1);
    assert.equal(
      stdout,
      [
        'trust.json:13:18 overclaim absolute-wording',
        '  expected wording that can be verified, found "immutable"',
        '',
        '    12 |       "title": "Logging",',
        '  > 13 |       "current": "Sign-ins are kept in an immutable log."',
        '       |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
        '',
        '  To fix: Describe what was done and how it was tested; no system is beyond failure.',
        '  at /controls/0/current',
        '',
        'trust.json: 1 overclaim (readers see it beside the statement)',
        '',
      ].join('\n'),
    );
  });

  it('marks the right place in a manifest of one long line', async () => {
    const {stdout} = await run(['check', '-'], JSON.stringify(IMMUTABLE));
    const [, , , shown, marks] = stdout.split('\n');
    const from = marks!.indexOf('^');
    const marked = shown!.slice(from, marks!.lastIndexOf('^') + 1);
    assert.equal(marked, '"Sign-ins are kept in an immutable log."');
  });

  it('finds places behind escaped keys, duplicate keys, tabs and a byte order mark', async () => {
    const text = JSON.stringify(MINIMAL).replace(
      '{"id":"logging"',
      '{\n\t"a/b~c": 1,\n"id":"x",\n"id":"logging"',
    );
    write('keys.json', `\ufeff${text}`);
    const {manifests} = await json('keys.json');
    assert.deepEqual(
      manifests[0]!.problems.map(({rule, start}) => [rule, start]),
      [
        ['unknown-key', {line: 2, column: 2}],
        ['duplicate-key', {line: 4, column: 1}],
      ],
    );
  });

  it('names the place at which a text stops being JSON', async () => {
    for (const [text, line, column] of [
      ['{"a": 1,\n  "b": }', 2, 8],
      ['{"a": 1,\n}', 2, 1],
      ['{"a": 1', 1, 8],
      ['// no\n{}', 1, 1],
    ] as const) {
      write('broken.json', text);
      const {manifests} = await json('broken.json');
      assert.deepEqual(
        manifests[0]!.problems.map(({rule, start}) => [rule, start]),
        [['not-json', {line, column}]],
        text,
      );
    }
  });

  it('reports bytes that are not UTF-8, and a text that is nested too deeply to have places', async () => {
    const {stdout} = await run(['check', '--json', '-'], '['.repeat(200_000));
    assert.match(stdout, /"rule": "not-json"/);
    const {manifests} = JSON.parse(stdout) as Checked;
    assert.equal(manifests[0]!.problems[0]!.start, null);
  });

  it('fails on warnings only with --strict', async () => {
    write('undated.json', UNDATED);
    assert.equal((await run(['check', 'undated.json'])).code, 0);
    assert.equal((await run(['check', '--strict', 'undated.json'])).code, 1);
  });

  it('judges dates as of --now, and warns of what --within makes expire', async () => {
    write('dated.json', {...MINIMAL, expiresAt: '2027-06-01'});
    const rules = async (...args: string[]) =>
      (await json(...args, 'dated.json')).manifests[0]!.problems.map(
        ({rule, severity}) => `${severity} ${rule}`,
      );
    assert.deepEqual(await rules('--now', NOW), []);
    assert.deepEqual(await rules('--now', '2027-06-01'), ['overclaim manifest-expired']);
    assert.deepEqual(await rules('--now', NOW, '--within', '11d'), []);
    assert.deepEqual(await rules('--now', NOW, '--within', '12d'), ['warning manifest-expired']);
  });

  it('asks the guards with --probe, and fails if one contradicts the manifest', async () => {
    const server = await serve((request, response) => {
      const url = new URL(request.url!, 'http://loopback.invalid');
      if (url.pathname === '/trust.json') {
        response.setHeader('Content-Type', 'application/json').end(JSON.stringify(manifest));
        return;
      }
      const challenge = url.searchParams.get('challenge') ?? '';
      response.statusCode = url.pathname === '/open' ? 200 : 403;
      response.setHeader('Content-Type', 'application/problem+json');
      response.end(blockedBody(challenge, {checkedAt: new Date().toISOString()}));
    });
    const gates = GUARD.gates.map((id) => ({id, title: id, state: 'unmet'}));
    const manifest = {
      ...MINIMAL,
      gates,
      guards: [
        {...GUARD, url: '/blocked'},
        {...GUARD, id: 'other', url: '/open'},
      ],
    };
    try {
      const {ok, manifests} = await json('--probe', `${server.origin}/trust.json`);
      const [checked] = manifests;
      assert.equal(ok, false);
      assert.deepEqual(
        checked!.guards!.map(({id, agreement}) => [id, agreement]),
        [
          ['production-write', 'agrees'],
          ['other', 'contradicts'],
        ],
      );
      assert.deepEqual(
        checked!.problems.map(({rule, path}) => [rule, path]),
        [['guard-contradicts', '/guards/1']],
      );
      write('file.json', manifest);
      const based = await json('--probe', '--base', `${server.origin}/trust.json`, 'file.json');
      assert.deepEqual(
        based.manifests[0]!.guards,
        checked!.guards!.map((it, i) => ({
          ...it,
          checkedAt: (based.manifests[0]!.guards![i] as unknown as {checkedAt: string}).checkedAt,
        })),
      );
      const {stdout} = await run(['check', '--probe', 'file.json']);
      assert.match(stdout, /a relative address in a file needs --base/);
    } finally {
      await server.close();
    }
  });

  it('prints SARIF with a region and a rule for each finding', async () => {
    write('trust.json', IMMUTABLE);
    const {stdout} = await run(['check', '--format', 'sarif', 'trust.json']);
    const {version, runs} = JSON.parse(stdout) as {
      version: string;
      runs: {
        tool: {driver: {rules: {id: string}[]}};
        results: {
          ruleIndex: number;
          locations: {physicalLocation: {artifactLocation: unknown; region: unknown}}[];
        }[];
      }[];
    };
    const [{tool, results}] = runs as [(typeof runs)[number]];
    assert.equal(version, '2.1.0');
    assert.equal(tool.driver.rules[results[0]!.ruleIndex]!.id, 'absolute-wording');
    assert.deepEqual(results[0]!.locations[0]!.physicalLocation, {
      artifactLocation: {uri: 'trust.json'},
      region: {startLine: 13, startColumn: 18, endLine: 13, endColumn: 58},
    });
  });

  it('prints workflow commands in which no text can end the command', async () => {
    write('a,b.json', {
      ...MINIMAL,
      controls: [{id: 'x', title: 'X', current: 'It is 100% secure.'}],
    });
    const {stdout} = await run(['check', '--format', 'github', 'a,b.json']);
    assert.match(
      stdout,
      /^::error file=a%2Cb\.json,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=overclaim%3A absolute-wording::expected .* found "100%25"%0ATo fix: /,
    );
    assert.equal(stdout.trim().split('\n').length, 1);
  });

  it('lets no text of a manifest act on the terminal', async () => {
    write('hostile.json', {...MINIMAL, version: '\u009b2J\u202e\u001b]0;x\u0007'});
    const {code, stdout} = await run(['check', 'hostile.json']);
    assert.equal(code, 1);
    assert.doesNotMatch(stdout.replaceAll('\n', ''), /[\p{Cc}\p{Bidi_Control}]/u);
  });

  it('exits with 2 for what cannot be read, and checks the rest', async () => {
    write('trust.json', IMMUTABLE);
    const {code, stdout, stderr} = await run(['check', 'missing.json', 'trust.json']);
    assert.equal(code, 2);
    assert.match(stderr, /^error: missing\.json cannot be read: there is no such file or folder\./);
    assert.match(stdout, /absolute-wording/);
  });
});
