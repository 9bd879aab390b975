/** `trust-center export` and `diff`: the other forms of a manifest. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {newAuthor} from '../fixtures/command-line.js';
import {edit, full} from '../fixtures/manifests.js';

const NOW = '2026-11-28';

describe('trust-center export', () => {
  const {run, write, read} = newAuthor();
  write('trust.json', full());
  const exported = (...args: string[]) => run(['export', 'trust.json', '--now', NOW, ...args]);

  it('writes every entry of the record as CSV and Markdown, the same on every run', async () => {
    for (const form of ['csv', 'markdown']) {
      const {code, stdout, stderr} = await exported('--as', form);
      assert.deepEqual([code, stderr], [0, '']);
      for (const id of ['encryption', 'payments', 'key-custody', 'production-write', 'pen-test'])
        assert.match(stdout, new RegExp(`["\`]${id}["\`]`), `${form}: ${id}`);
      assert.equal((await exported('--as', form)).stdout, stdout);
    }
  });

  it('writes to a file, and names no path of the author’s machine', async () => {
    const {stdout} = await exported('--as', 'csv', '-o', 'forms/trust.csv');
    assert.equal(stdout, 'forms/trust.csv: written\n');
    assert.match(read('forms/trust.csv'), /^"kind","id"/);
    assert.doesNotMatch(read('forms/trust.csv'), /\/tmp\/|file:/);
  });

  it('writes OSCAL once it knows the catalogs, and asks for them by name', async () => {
    const asked = await exported('--as', 'oscal');
    assert.deepEqual([asked.code, asked.stdout], [1, '']);
    assert.match(asked.stderr, /oscal-catalog[^]*found SOC 2[^]*--catalog/);
    const catalog = 'SOC 2=https://vendor.example/soc-2.json';
    const {code, stdout} = await exported('--as', 'oscal', '--catalog', catalog);
    assert.equal(code, 0);
    assert.match(stdout, /"source": "https:\/\/vendor\.example\/soc-2\.json"/);
  });

  it('exports no manifest that a page would refuse', async () => {
    const {code, stdout, stderr} = await run(['export', '-', '--as', 'csv'], '{}');
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /missing-field[^]*Nothing was exported/);
  });
});

describe('trust-center diff', () => {
  const {run, write} = newAuthor();
  write('old.json', full());
  write(
    'new.json',
    edit(edit(full(), '/subprocessors/0', undefined), '/controls/0/current', undefined),
  );

  it('prints losses before gains', async () => {
    const {code, stdout} = await run(['diff', '--now', NOW, 'old.json', 'new.json']);
    assert.equal(code, 0);
    assert.equal(
      stdout,
      [
        'Losses for readers (1)',
        '  controls/encryption  Encryption: state: partial → gated',
        '',
        'Gains for readers (1)',
        '  subprocessors/host  Host: removed (Hosting)',
        '',
        'Other changes (1)',
        '  controls/encryption  Encryption: current: Traffic uses HTTPS. → none',
        '',
      ].join('\n'),
    );
  });

  it('prints Markdown tables for a pull request', async () => {
    const {stdout} = await run([
      'diff',
      '--format',
      'markdown',
      '--now',
      NOW,
      'old.json',
      'new.json',
    ]);
    assert.match(
      stdout,
      /^### Losses for readers\n\n\| Entry \| What \| Before \| After \|\n\| --- \| --- \| --- \| --- \|\n\| Encryption \(`controls\/encryption`\) \| state \| partial \| gated \|\n/,
    );
  });

  it('says so if nothing changes', async () => {
    const {code, stdout} = await run(['diff', 'old.json', 'old.json']);
    assert.deepEqual([code, stdout], [0, 'Nothing changes for readers.\n']);
  });
});
