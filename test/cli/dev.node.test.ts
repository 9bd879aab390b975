/** `trust-center dev`, over real HTTP. Needs a build, whose scripts it serves. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {ANSWERS} from '../../src/cli/dev/guard-answers.js';
import {platform} from '../../src/guard/environment.js';
import {probe} from '../../src/guard/probe.js';
import {judge} from '../../src/guard/verdict.js';
import {newAuthor, type Running} from '../fixtures/command-line.js';
import {GUARD} from '../fixtures/guard-answers.js';
import {MINIMAL} from '../fixtures/posture.js';

const manifest = {
  ...MINIMAL,
  gates: GUARD.gates.map((id) => ({id, title: id, state: 'unmet'})),
  guards: [{...GUARD, statuses: [451]}],
};

describe('trust-center dev', () => {
  const author = newAuthor();
  let running: Running;
  let origin: string;

  before(async () => {
    author.write('trust.json', manifest);
    running = author.start(['dev', 'trust.json', '--port', '0']);
    origin = /http:\/\/127\.0\.0\.1:\d+/.exec(await running.firstLine)![0];
  });
  after(async () => assert.equal(await running.stop(), 0));

  const text = async (path: string) => (await fetch(origin + path)).text();

  it('serves the page, the script of the element and the manifest', async () => {
    assert.match(await text('/'), /<arqen-trust-center src="\/trust\.json"/);
    assert.match(await text('/trust-center/trust-center.js'), /arqen-trust-center/);
    assert.equal(await text('/trust.json'), author.read('trust.json'));
  });

  it('serves no other file', async () => {
    for (const path of ['/package.json', '/trust-center/..%2f..%2fpackage.json', '/guards/other'])
      assert.equal((await fetch(origin + path)).status, 404, path);
  });

  it('switches a guard to an answer that leads a page to each verdict', async () => {
    for (const answer of ANSWERS) {
      await fetch(`${origin}/guards/${GUARD.id}`, {
        method: 'POST',
        body: new URLSearchParams({answer}),
      });
      assert.ok((await text('/')).includes(`<option selected>${answer}</option>`));
      const endpoint = `${origin}/guards/${GUARD.id}`;
      const result = await probe(endpoint, platform, new AbortController().signal);
      const {verdict} = judge({guard: {...GUARD, statuses: [451]}, endpoint, ...result});
      assert.equal(verdict, answer === 'as-declared' ? 'blocked' : answer);
    }
  });

  it('tells open pages that the file has changed, and lists its problems', async () => {
    const {body} = await fetch(`${origin}/changes`);
    const events = body!.pipeThrough(new TextDecoderStream()).getReader();
    await events.read();
    author.write('trust.json', {...manifest, controls: [], version: 'one <b>'});
    // One save may be several events.
    assert.match((await events.read()).value ?? '', /^(data: changed\n\n)+$/);
    await events.cancel();
    assert.match(await text('/'), /wrong-format.*found &quot;one &lt;b>&quot;/);
  });
});

describe('trust-center dev, called wrongly', () => {
  it('says which file it cannot read, and which port is in use', async () => {
    const author = newAuthor();
    const missing = await author.run(['dev', 'missing.json']);
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /missing\.json cannot be read/);
    author.write('trust.json', MINIMAL);
    const running = author.start(['dev', 'trust.json', '--port', '0']);
    const port = /:(\d+)\//.exec(await running.firstLine)![1]!;
    const {code, stderr} = await author.run(['dev', 'trust.json', '--port', port]);
    await running.stop();
    assert.equal(code, 2);
    assert.match(stderr, /is in use\. Choose another with --port/);
  });
});
