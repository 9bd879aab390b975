/** `trust-center render`: the site as files. Needs a build, whose scripts the site contains. */
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {VERSION} from '../../src/version.js';
import {newAuthor, type Author} from '../fixtures/command-line.js';
import {edit, full} from '../fixtures/manifests.js';

const WHERE = ['--url', 'https://vendor.example/trust/', '--now', '2026-11-28'];
const SCRIPT = `trust-center/${VERSION}/trust-center.js`;

/** Returns the bytes of each file below a folder. */
const filesIn = ({folder}: Author, site: string): Map<string, string> =>
  new Map(
    readdirSync(join(folder, site), {recursive: true, encoding: 'utf8', withFileTypes: true})
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file.slice(join(folder, site).length + 1), readFileSync(file, 'latin1')]),
  );

describe('trust-center render', () => {
  it('writes a page that says everything without scripts, and its other forms', async () => {
    const author = newAuthor();
    author.write('trust.json', full());
    await author.run(['keygen']);
    await author.run(['sign', 'trust.json']);
    const {code, stdout, stderr} = await author.run([
      'render',
      'trust.json',
      '-o',
      'site',
      ...WHERE,
    ]);
    assert.deepEqual([code, stderr], [0, '']);
    const files = filesIn(author, 'site');
    for (const file of ['index.html', 'trust.json.jws', '.well-known/security.txt', 'llms.txt'])
      assert.ok(files.has(file) && stdout.includes(file), file);
    assert.equal(author.read('site/trust.json'), author.read('trust.json'));
    assert.equal(author.read('site/trust.json.jws'), author.read('trust.json.jws'));
    const html = author.read('site/index.html').replace(/<script[^]*?<\/script>|<!--.*?-->/g, '');
    for (const text of [
      'Traffic uses HTTPS.',
      'Encryption at rest.',
      'Key custody',
      'Assessor',
      'Host',
    ])
      assert.ok(html.includes(text), text);
  });

  it('says the same states on the page and in trust.md', async () => {
    const author = newAuthor();
    author.write('trust.json', full());
    await author.run(['render', 'trust.json', '-o', 'site', ...WHERE]);
    const [html, record] = [author.read('site/index.html'), author.read('site/trust.md')];
    for (const [id, state] of [
      ['encryption', 'partial'],
      ['payments', 'not-applicable'],
    ] as const) {
      assert.match(html, new RegExp(`data-state="${state}"`), id);
      assert.match(record, new RegExp(`\`${id}\`[^#]*State: [^\\n]*\\(\`${state}\`\\)`), id);
    }
  });

  it('writes the same bytes in any time zone and folder', async () => {
    const [one, two] = [newAuthor(), newAuthor()];
    for (const author of [one, two]) author.write('trust.json', full());
    process.env['TZ'] = 'Asia/Tokyo';
    await one.run(['render', 'trust.json', '-o', 'site', ...WHERE]);
    process.env['TZ'] = 'America/New_York';
    await two.run(['render', 'trust.json', '-o', 'deep/er/site', ...WHERE]);
    delete process.env['TZ'];
    assert.deepEqual(filesIn(two, 'deep/er/site'), filesIn(one, 'site'));
  });

  it('pins the script by its digest', async () => {
    const author = newAuthor();
    author.write('trust.json', full());
    await author.run(['render', 'trust.json', '-o', 'site', ...WHERE]);
    const digest = createHash('sha384')
      .update(author.read(`site/${SCRIPT}`))
      .digest('base64');
    assert.ok(
      author
        .read('site/index.html')
        .includes(`<script type="module" src="${SCRIPT}" integrity="sha384-${digest}"></script>`),
    );
  });

  it('escapes what the manifest says', async () => {
    const author = newAuthor();
    author.write('trust.json', edit(full(), '/title', '</title><script>alert("1")</script>'));
    await author.run(['render', 'trust.json', '-o', 'site', ...WHERE]);
    assert.doesNotMatch(author.read('site/index.html'), /<script>alert/);
    assert.doesNotMatch(author.read('site/llms.txt'), /<script>/);
  });

  it('says why there is no security.txt, and renders the rest', async () => {
    const author = newAuthor();
    author.write('trust.json', edit(full(), '/disclosure/expiresAt', undefined));
    const {code, stderr} = await author.run(['render', 'trust.json', '-o', 'site', ...WHERE]);
    assert.equal(code, 0);
    assert.match(stderr, /security-txt-expiry[^]*the site has no security\.txt/);
    assert.ok(!existsSync(join(author.folder, 'site/.well-known/security.txt')));
  });

  it('renders no manifest that a page would refuse', async () => {
    const author = newAuthor();
    author.write('trust.json', '{}');
    const {code, stderr} = await author.run(['render', 'trust.json', '-o', 'site', ...WHERE]);
    assert.equal(code, 1);
    assert.match(stderr, /Nothing was rendered/);
    assert.ok(!existsSync(join(author.folder, 'site')));
  });
});
