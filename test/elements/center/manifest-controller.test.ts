/**
 * Loads, reloads, failures and verification of a manifest, and the load state after each. One file,
 * because the same table of invalid responses applies to first loads and to reloads.
 */
import {expect} from '@open-wc/testing';
import {html} from 'lit';
import type {LoadReason} from '../../../src/manifest/load-error.js';
import type {ManifestInput} from '../../fixtures/manifests.js';
import {
  all,
  allTextOf,
  answers,
  networkError,
  rendered,
  eventually,
  collectEvents,
  untilLoadState,
  mount,
  one,
  fakeNetwork,
  quietManifestOf,
  sectionsOf,
  textOf,
  type Answer,
} from '../../fixtures/center.js';
import {detachedJws, encode, newSigner} from '../../fixtures/signatures.js';

const network = fakeNetwork();
const SRC = '/vendor/trust.json';
const GOOD = quietManifestOf();

const deep = (levels: number): unknown => (levels ? [deep(levels - 1)] : 'deep');
const truncated = JSON.stringify(GOOD).slice(0, -2);

/** Responses that fail to load, with the expected reason and the paths of the expected problems. */
const BAD_ANSWERS: readonly [
  name: string,
  Answer | string | ManifestInput,
  LoadReason,
  paths?: string[],
][] = [
  ['a 404 response', answers(404, 'Not found'), 'http-status'],
  ['a 500 response', answers(500), 'http-status'],
  ['no network', networkError, 'network'],
  ['an HTML page', '<!doctype html><title>Sign in</title>', 'web-page'],
  ['truncated JSON', truncated, 'refused', ['/']],
  ['an empty response', '', 'refused', ['/']],
  ['bytes that are not UTF-8', () => new Response(new Uint8Array([0x7b, 0xff, 0x7d])), 'not-utf8'],
  ['another major version', {...GOOD, schemaVersion: '2.0'}, 'refused', ['/schemaVersion']],
  ['a missing field', {...GOOD, organization: {}}, 'refused', ['/organization/name']],
  [
    'an unknown reference',
    quietManifestOf({
      controls: [{id: 'one', title: 'One', gated: 'Later.', gates: ['nowhere']}],
    }),
    'refused',
    ['/controls/0/gates/0'],
  ],
  [
    'a duplicate id',
    quietManifestOf({
      controls: [
        {id: 'one', title: 'One', current: 'Now.'},
        {id: 'one', title: 'Two', current: 'Now.'},
      ],
    }),
    'refused',
    ['/controls/1/id'],
  ],
  [
    'a script as a link',
    {...GOOD, organization: {name: 'Vendor', url: 'javascript:alert(1)'}},
    'refused',
    ['/organization/url'],
  ],
  [
    'a link with credentials',
    {...GOOD, organization: {name: 'Vendor', url: 'https://user:word@vendor.example/'}},
    'refused',
    ['/organization/url'],
  ],
  ['40 levels of nesting', {...GOOD, more: deep(40)}, 'refused'],
  [
    'an object shaped like a template',
    {...GOOD, title: {_$litType$: 1, strings: ['<img src=x onerror=alert(1)>'], values: []}},
    'refused',
    ['/title'],
  ],
  [
    'a __proto__ key',
    JSON.stringify(GOOD).replace('{', '{"__proto__":{"title":"Polluted"},'),
    'refused',
    ['/__proto__'],
  ],
];

describe('a center', () => {
  it('is idle without a manifest, and says what it needs', async () => {
    const center = await mount();
    expect(center.loadState).to.equal('idle');
    expect(one(center, '.base').dataset['loadState']).to.equal('idle');
    expect(textOf(center)).to.contain('No manifest yet');
    expect(network.requests.length).to.equal(0);
  });

  it('stays idle with an empty src', async () => {
    const center = await mount({src: ''});
    expect(center.loadState).to.equal('idle');
    expect(network.requests.length).to.equal(0);
  });

  it('is loading until the manifest arrives', async () => {
    const center = await mount({src: SRC});
    await network.waitForRequest(SRC);
    expect(center.loadState).to.equal('loading');
    expect(one(center, '.base').dataset['loadState']).to.equal('loading');
    expect(textOf(center)).to.contain('Loading the manifest');
    expect(sectionsOf(center).length).to.equal(0);
  });

  it('is ready once the manifest is loaded', async () => {
    network.route(SRC, GOOD);
    const center = await untilLoadState(await mount({src: SRC}), 'ready');
    expect(one(center, '.base').dataset['loadState']).to.equal('ready');
    expect(allTextOf(center)).to.contain('Sign-ins are logged.');
    expect(all(center, '[data-banner]').length).to.equal(0);
  });

  it('requests the manifest without cookies or referrer', async () => {
    await mount({src: SRC});
    const {init} = await network.waitForRequest(SRC);
    expect(init.credentials).to.equal('omit');
    expect(init.referrerPolicy).to.equal('no-referrer');
  });

  for (const [name, answer, reason, paths] of BAD_ANSWERS) {
    it(`shows the reason if the first load fails: ${name}`, async () => {
      network.route(SRC, answer);
      const center = await untilLoadState(await mount({src: SRC}), 'failed');
      const banner = one(center, '[data-banner]');
      expect(banner.dataset['banner']).to.equal('failed');
      expect(banner.getAttribute('role')).to.equal('alert');
      expect(one(banner, '.reason').dataset['reason']).to.equal(reason);
      expect(sectionsOf(center).length).to.equal(0);
      expectProblems(banner, reason, paths);
    });

    it(`keeps the last good manifest and shows its age if a reload fails: ${name}`, async () => {
      network.route(SRC, GOOD);
      const center = await untilLoadState(await mount({src: SRC}), 'ready');
      network.route(SRC, answer);
      await center.reload();
      await untilLoadState(center, 'kept');
      expect(one(center, '.base').dataset['loadState']).to.equal('kept');
      expect(allTextOf(center)).to.contain('Sign-ins are logged.');
      const banner = one(center, '[data-banner]');
      expect(banner.dataset['banner']).to.equal('kept');
      expect(textOf(banner)).to.match(/could not be reloaded.* the copy loaded \d+ sec\. ago/);
      expect(one(banner, '.reason').dataset['reason']).to.equal(reason);
      expectProblems(banner, reason, paths);
    });
  }

  function expectProblems(banner: HTMLElement, reason: LoadReason, paths?: string[]) {
    if (reason !== 'refused') {
      expect(all(banner, 'details').length).to.equal(0);
      return;
    }
    const details = one<HTMLDetailsElement>(banner, 'details');
    expect(details.open).to.be.false;
    const problems = all(details, '[data-severity="error"]');
    expect(problems.length).not.to.equal(0);
    if (paths)
      expect(problems.map((problem) => one(problem, 'code').textContent)).to.deep.equal(paths);
    problems.forEach((problem) => expect(textOf(problem)).to.match(/expected .+, found /));
  }

  it('lists at most fifty problems, and counts the rest', async () => {
    const controls = Array.from({length: 60}, (_, i) => ({id: `c-${i}`, title: 'One'}));
    const center = await mount({manifest: {...GOOD, controls}});
    expect(center.loadState).to.equal('failed');
    expect(textOf(one(center, 'summary'))).to.equal('60 problems in the manifest');
    expect(all(center, 'details code').length).to.equal(50);
    expect(textOf(one(center, 'details'))).to.match(/10 more$/);
  });

  it('does not let a manifest change the page’s prototypes', async () => {
    network.route(SRC, JSON.stringify(GOOD).replace('{', '{"__proto__":{"polluted":true},'));
    await untilLoadState(await mount({src: SRC}), 'failed');
    expect('polluted' in {}).to.be.false;
  });

  it('becomes ready when a reload succeeds after a failure', async () => {
    network.route(SRC, answers(500));
    const center = await untilLoadState(await mount({src: SRC}), 'failed');
    network.route(SRC, GOOD);
    await center.reload();
    await untilLoadState(center, 'ready');
    expect(all(center, '[data-banner]').length).to.equal(0);
    expect(allTextOf(center)).to.contain('Sign-ins are logged.');
  });

  it('keeps showing the manifest during a reload', async () => {
    network.route(SRC, GOOD);
    const center = await untilLoadState(await mount({src: SRC}), 'ready');
    network.unroute(SRC);
    void center.reload();
    await network.waitForRequest(SRC, 2);
    expect(center.loadState).to.equal('ready');
    expect(allTextOf(center)).to.contain('Sign-ins are logged.');
  });

  it('replaces the manifest after a reload', async () => {
    network.route(SRC, GOOD);
    const center = await untilLoadState(await mount({src: SRC}), 'ready');
    network.route(SRC, quietManifestOf({organization: {name: 'Renamed'}}));
    await center.reload();
    await rendered(center);
    expect(allTextOf(center)).to.contain('Renamed');
  });

  it('drops the manifest as soon as src changes', async () => {
    network.route(SRC, GOOD);
    const center = await untilLoadState(await mount({src: SRC}), 'ready');
    center.src = '/vendor/other.json';
    await rendered(center);
    expect(center.loadState).to.equal('loading');
    expect(sectionsOf(center).length).to.equal(0);
    (await network.waitForRequest('/vendor/other.json')).fail();
    await untilLoadState(center, 'failed');
    expect(allTextOf(center)).not.to.contain('Sign-ins');
  });

  it('is idle once src is removed', async () => {
    network.route(SRC, GOOD);
    const center = await mount();
    center.setAttribute('src', SRC);
    await untilLoadState(center, 'ready');
    center.removeAttribute('src');
    await untilLoadState(center, 'idle');
    expect(sectionsOf(center).length).to.equal(0);
  });

  it('ignores the response to an older src', async () => {
    const center = await mount({src: SRC});
    const older = await network.waitForRequest(SRC);
    center.src = '/vendor/newer.json';
    const newer = await network.waitForRequest('/vendor/newer.json');
    newer.answer(new Response(JSON.stringify(quietManifestOf({title: 'The newer one'}))));
    await untilLoadState(center, 'ready');
    older.answer(new Response(JSON.stringify(quietManifestOf({title: 'The older one'}))));
    await older.response.catch(() => undefined);
    await rendered(center);
    expect(older.status).not.to.equal('in-flight');
    expect(allTextOf(center)).to.contain('The newer one').and.not.to.contain('The older one');
  });

  it('aborts an older request to the same URL without reporting a failure', async () => {
    const center = await mount({src: SRC});
    const older = await network.waitForRequest(SRC);
    const errors = collectEvents('trust-error');
    const reloaded = center.reload();
    const newer = await network.waitForRequest(SRC, 2);
    expect(older.status).to.equal('aborted');
    newer.answer(new Response(JSON.stringify(GOOD)));
    await reloaded;
    expect(center.loadState).to.equal('ready');
    expect(errors.length).to.equal(0);
  });

  it('fails if src is not a valid URL', async () => {
    const center = await untilLoadState(await mount({src: 'https://'}), 'failed');
    expect(one(center, '.reason').dataset['reason']).to.equal('bad-address');
  });
});

describe('an inline manifest', () => {
  it('is shown at once, without a request', async () => {
    const center = await mount({manifest: GOOD});
    expect(center.loadState).to.equal('ready');
    expect(network.requests.length).to.equal(0);
  });

  it('takes precedence over src', async () => {
    const center = await mount({src: SRC, manifest: GOOD});
    expect(center.loadState).to.equal('ready');
    expect(network.requests.length).to.equal(0);
  });

  it('is replaced by the manifest at src when it is unset', async () => {
    network.route(SRC, quietManifestOf({title: 'From the address'}));
    const center = await mount({src: SRC, manifest: GOOD});
    center.manifest = undefined;
    await network.waitForRequest(SRC);
    await untilLoadState(center, 'ready');
    expect(allTextOf(center)).to.contain('From the address');
  });

  it('is dropped if its replacement is refused', async () => {
    const center = await mount({manifest: GOOD});
    center.manifest = {...GOOD, organization: undefined};
    await untilLoadState(center, 'failed');
    expect(allTextOf(center)).not.to.contain('Sign-ins are logged.');
  });

  it('is kept if the same object is invalid on reload', async () => {
    const manifest = {...GOOD};
    const center = await mount({manifest});
    Object.assign(manifest, {organization: undefined});
    await center.reload();
    await untilLoadState(center, 'kept');
    expect(allTextOf(center)).to.contain('Sign-ins are logged.');
    expect(textOf(one(center, '[data-rule="missing-field"] code'))).to.equal('/organization');
  });

  it('is refused if it is a Lit template', async () => {
    const center = await mount({manifest: html`<img src="x" />`});
    expect(center.loadState).to.equal('failed');
    expect(all(center, 'img').length).to.equal(0);
  });

  it('is refused if one of its texts is a Lit template', async () => {
    const center = await mount({manifest: {...GOOD, title: html`<img src="x" />`}});
    expect(center.loadState).to.equal('failed');
    expect(textOf(one(center, '[data-severity="error"] code'))).to.equal('/title');
    expect(all(center, 'img').length).to.equal(0);
  });

  const circular: ManifestInput = {...GOOD};
  circular['more'] = circular;

  for (const [name, manifest] of [
    ['a circular object', circular],
    ['a number', 7],
    ['a function', () => GOOD],
    ['a string that is not JSON', 'manifest'],
  ] as const) {
    it(`fails without an exception if it is ${name}`, async () => {
      const center = await mount({manifest});
      expect(center.loadState).to.equal('failed');
    });
  }
});

describe('a center with verification options', () => {
  const TEXT = JSON.stringify(GOOD);
  const sha384 = async (text: string) => {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', encode(text)));
    return `sha384-${btoa(String.fromCharCode(...digest))}`;
  };

  const UNMET: readonly [name: string, ManifestInput, LoadReason][] = [
    ['integrity is empty', {integrity: ''}, 'integrity'],
    ['integrity is malformed', {integrity: 'sha384-short'}, 'integrity'],
    [
      'integrity names an unknown algorithm',
      {integrity: 'md5-1B2M2Y8AsgTpgAmY7PhCfg=='},
      'integrity',
    ],
    ['signing-keys is empty', {signingKeys: ''}, 'signature'],
    ['signing-keys is an empty list', {signingKeys: '[]'}, 'signature'],
    ['signing-keys is not JSON', {signingKeys: '{'}, 'signature'],
    ['min-version is empty', {minVersion: ''}, 'version'],
    ['min-version is not a version', {minVersion: 'latest'}, 'version'],
    ['the version is below min-version', {minVersion: '2'}, 'version'],
  ];
  for (const [name, properties, reason] of UNMET) {
    it(`renders nothing if ${name}`, async () => {
      network.route(SRC, TEXT);
      network.route(`${SRC}.jws`, 'a..b');
      const center = await untilLoadState(await mount({src: SRC, ...properties}), 'failed');
      expect(one(center, '.reason').dataset['reason']).to.equal(reason);
      expect(sectionsOf(center).length).to.equal(0);
      expect(allTextOf(center)).not.to.contain('Sign-ins');
    });

    it(`renders nothing from an inline manifest if ${name}`, async () => {
      const center = await mount({manifest: GOOD, ...properties});
      expect(center.loadState).to.equal('failed');
      expect(sectionsOf(center).length).to.equal(0);
    });
  }

  it('renders no inline manifest if a signature or a digest is required', async () => {
    const {publicKey} = await newSigner();
    const signed = await mount({manifest: GOOD, signingKeys: JSON.stringify([publicKey])});
    expect(signed.loadState).to.equal('failed');
    const digested = await mount({manifest: GOOD, integrity: await sha384(TEXT)});
    expect(digested.loadState).to.equal('failed');
  });

  it('passes integrity to fetch, which enforces it', async () => {
    const integrity = await sha384(TEXT);
    await mount({src: SRC, integrity});
    expect((await network.waitForRequest(SRC)).init.integrity).to.equal(integrity);
  });

  it('renders a manifest whose version is at least min-version', async () => {
    network.route(SRC, quietManifestOf({version: '1.10'}));
    await untilLoadState(await mount({src: SRC, minVersion: '1.9'}), 'ready');
  });

  it('states that the signature was verified', async () => {
    const signer = await newSigner();
    network.route(SRC, TEXT);
    network.route(`${SRC}.jws`, await detachedJws(signer, encode(TEXT)));
    const signingKeys = JSON.stringify([signer.publicKey]);
    const center = await untilLoadState(await mount({src: SRC, signingKeys}), 'ready');
    expect(allTextOf(center)).to.contain('Manifest 1, signature verified');
  });

  it('renders nothing if the signature is missing or was made with another key', async () => {
    network.route(SRC, TEXT);
    network.route(`${SRC}.jws`, await detachedJws(await newSigner(), encode(TEXT)));
    const signingKeys = JSON.stringify([(await newSigner()).publicKey]);
    const center = await untilLoadState(await mount({src: SRC, signingKeys}), 'failed');
    expect(one(center, '.reason').dataset['reason']).to.equal('signature');
    network.route(`${SRC}.jws`, answers(404));
    await center.reload();
    expect(center.loadState).to.equal('failed');
  });

  it('drops the manifest if it does not satisfy a new option', async () => {
    network.route(SRC, TEXT);
    const center = await untilLoadState(await mount({src: SRC}), 'ready');
    center.minVersion = '2';
    await untilLoadState(center, 'failed');
    expect(sectionsOf(center).length).to.equal(0);
  });

  it('renders the manifest again once the unsatisfied option is removed', async () => {
    network.route(SRC, TEXT);
    const center = await mount({src: SRC});
    await untilLoadState(center, 'ready');
    center.setAttribute('min-version', '2');
    await untilLoadState(center, 'failed');
    center.removeAttribute('min-version');
    await untilLoadState(center, 'ready');
  });
});

describe('a center that leaves the page', () => {
  it('aborts the request for its manifest', async () => {
    const center = await mount({src: SRC});
    const request = await network.waitForRequest(SRC);
    center.remove();
    expect(request.status).to.equal('aborted');
  });

  it('fires no event for the aborted request', async () => {
    const events = collectEvents('trust-error', 'trust-load');
    const center = await mount({src: SRC});
    const request = await network.waitForRequest(SRC);
    center.remove();
    await request.response.catch(() => undefined);
    await rendered(center);
    expect(events.length).to.equal(0);
  });

  it('requests the manifest again when it returns', async () => {
    const center = await mount({src: SRC});
    const place = center.parentElement!;
    await network.waitForRequest(SRC);
    center.remove();
    place.append(center);
    (await network.waitForRequest(SRC, 2)).answer(new Response(JSON.stringify(GOOD)));
    await untilLoadState(center, 'ready');
  });

  it('keeps showing the manifest during the new request', async () => {
    network.route(SRC, GOOD);
    const center = await untilLoadState(await mount({src: SRC}), 'ready');
    network.unroute(SRC);
    document.body.append(center);
    await eventually(() => network.requestsTo(SRC).length === 2, 'a second request');
    expect(center.loadState).to.equal('ready');
    expect(allTextOf(center)).to.contain('Sign-ins are logged.');
    center.remove();
  });
});
