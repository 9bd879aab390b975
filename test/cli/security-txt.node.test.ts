/** `trust-center security-txt`. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {newAuthor} from '../fixtures/command-line.js';
import {full, minimal} from '../fixtures/manifests.js';

const NOW = '2026-11-28';

describe('trust-center security-txt', () => {
  const {run, write, read} = newAuthor();
  const disclosing = (members: object) => {
    write(
      'trust.json',
      minimal({
        disclosure: {
          contacts: ['mailto:security@vendor.example'],
          expiresAt: '2027-06-01',
          ...members,
        },
      }),
    );
  };
  const written = (...args: string[]) => run(['security-txt', 'trust.json', '--now', NOW, ...args]);

  it('writes every field that RFC 9116 has', async () => {
    write('trust.json', full());
    const {code, stdout, stderr} = await written('--base', 'https://vendor.example/trust.json');
    assert.deepEqual([code, stderr], [0, '']);
    assert.equal(
      stdout,
      [
        'Contact: mailto:security@vendor.example',
        'Contact: https://vendor.example/report',
        'Contact: tel:+1-201-555-0123',
        'Expires: 2027-06-01T00:00:00Z',
        'Encryption: https://vendor.example/key.asc',
        'Acknowledgments: https://vendor.example/thanks.html',
        'Preferred-Languages: en, de',
        'Canonical: https://vendor.example/.well-known/security.txt',
        'Policy: https://vendor.example/policy',
        'Hiring: https://vendor.example/jobs',
        '',
      ].join('\n'),
    );
  });

  it('writes to a file in a folder that need not exist', async () => {
    disclosing({});
    const {code, stdout} = await written('-o', 'site/.well-known/security.txt');
    assert.deepEqual([code, stdout], [0, 'site/.well-known/security.txt: written\n']);
    assert.match(
      read('site/.well-known/security.txt'),
      /^Contact: mailto:security@vendor.example\n/,
    );
  });

  it('refuses what is expired, has no expiry, or is not what the RFC allows', async () => {
    for (const [members, rule] of [
      [{expiresAt: undefined}, 'security-txt-expiry'],
      [{expiresAt: '2026-11-28'}, 'disclosure-expired'],
      [{policy: 'policy.html'}, 'security-txt-link'],
      [{policy: 'http://localhost/policy'}, 'security-txt-link'],
      [{preferredLanguages: 'English\nContact: mailto:x@y.example'}, 'security-txt-languages'],
    ] as const) {
      disclosing(members);
      const {code, stdout, stderr} = await written();
      assert.deepEqual([code, stdout], [1, ''], rule);
      assert.match(stderr, new RegExp(`error ${rule}`));
    }
  });

  it('warns of an expiry that is more than a year away, and writes the file', async () => {
    disclosing({expiresAt: '2028-06-01'});
    const {code, stdout, stderr} = await written();
    assert.equal(code, 0);
    assert.match(stdout, /Expires: 2028-06-01T00:00:00Z/);
    assert.match(stderr, /warning security-txt-expiry/);
  });

  it('lets no address add a field', async () => {
    disclosing({contacts: ['mailto:a@vendor.example\nExpires: 2030-01-01T00:00:00Z']});
    const {stdout} = await written();
    assert.equal(stdout.match(/^Expires: .*/gm)?.join(), 'Expires: 2027-06-01T00:00:00Z');
  });
});
