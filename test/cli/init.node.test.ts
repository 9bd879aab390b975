/** `trust-center init`, by options and by answers. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {newAuthor, type Author} from '../fixtures/command-line.js';

const WHO = [
  ...['--name', 'Vendor', '--url', 'https://vendor.example/'],
  ...['--contact', 'security@vendor.example', '--now', '2026-11-28'],
];

interface Written {
  readonly controls: readonly unknown[];
  readonly gates?: readonly unknown[];
  readonly disclosure: unknown;
}

const manifestOf = ({read}: Author) => JSON.parse(read('trust.json')) as Written;

describe('trust-center init', () => {
  it('writes what the options say and nothing else, and it checks clean', async () => {
    const author = newAuthor();
    const {code} = await author.run([
      ...['init', ...WHO, '--current', 'Encryption in transit: Public traffic uses HTTPS.'],
      ...['--gated', 'Backups: Data can be restored.', '--gate', 'Restore test passed'],
    ]);
    assert.equal(code, 0);
    assert.deepEqual(manifestOf(author), {
      schemaVersion: '1.0',
      id: 'https://vendor.example/',
      version: '2026.11.28',
      publishedAt: '2026-11-28',
      expiresAt: '2027-05-27',
      organization: {name: 'Vendor', url: 'https://vendor.example/'},
      gates: [{id: 'restore-test-passed', title: 'Restore test passed', state: 'unmet'}],
      controls: [
        {
          id: 'encryption-in-transit',
          title: 'Encryption in transit',
          current: 'Public traffic uses HTTPS.',
        },
        {
          id: 'backups',
          title: 'Backups',
          gated: 'Data can be restored.',
          gates: ['restore-test-passed'],
        },
      ],
      disclosure: {contacts: ['mailto:security@vendor.example'], expiresAt: '2027-05-27'},
    });
    const checked = await author.run(['check', '--strict', '--now', '2026-11-28', 'trust.json']);
    assert.equal(checked.code, 0);
    const form = await author.run(['security-txt', '--now', '2026-11-28', 'trust.json']);
    assert.equal(form.code, 0);
  });

  it('gives topics with the same name, and in any script, ids of their own', async () => {
    const author = newAuthor();
    const statements = ['Données: Rien.', 'Donnees: Rien.', '記録: 記録する。', '鍵: なし。'];
    await author.run(['init', ...WHO, ...statements.flatMap((text) => ['--current', text])]);
    assert.deepEqual(
      manifestOf(author).controls.map((control) => (control as {id: string}).id),
      ['donnees', 'donnees-2', 'topic', 'topic-2'],
    );
  });

  it('asks for what is missing, and again for what would be a problem', async () => {
    const author = newAuthor();
    const {code, stderr} = await author.run(
      ['init'],
      [
        'Vendor',
        'vendor',
        'https://vendor.example/',
        'security@vendor.example',
        'Encryption: Bank-grade encryption.',
        'Encryption: Public traffic uses HTTPS.',
        '',
        '',
      ].join('\n'),
    );
    assert.equal(code, 0);
    assert.match(stderr, /expected an absolute URI, found "vendor"/);
    assert.match(stderr, /found "Bank-grade"\. Describe what was done/);
    const {controls, gates} = manifestOf(author);
    assert.deepEqual([controls.length, gates], [1, undefined]);
  });

  it('writes no overclaim, overwrites nothing, and says so if there is nobody to ask', async () => {
    const author = newAuthor();
    const overclaim = await author.run(['init', ...WHO, '--current', 'Uptime: 100 % uptime.']);
    assert.deepEqual([overclaim.code, overclaim.stdout], [1, '']);
    assert.throws(() => author.read('trust.json'));
    const unanswered = await author.run(['init']);
    assert.equal(unanswered.code, 2);
    assert.match(unanswered.stderr, /nobody to ask\. Pass --name/);
    author.write('trust.json', 'mine');
    assert.equal((await author.run(['init', ...WHO])).code, 2);
    assert.equal(author.read('trust.json'), 'mine');
  });
});
