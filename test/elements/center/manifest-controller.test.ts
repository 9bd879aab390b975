import {expect} from '@open-wc/testing';
import {html} from 'lit';
import type {LoadReason} from '../../../src/manifest/load-error.js';
import type {Document} from '../../fixtures/manifests.js';
import {
  all,
  allTextOf,
  answers,
  breaks,
  drawn,
  eventually,
  collectEvents,
  inState,
  mount,
  one,
  fakeNetwork,
  quietManifestOf,
  sectionsOf,
  textOf,
  type Answer,
} from '../../fixtures/center.js';
import {detachedJws, encode, newSigner} from '../../fixtures/signatures.js';

const edge = fakeNetwork();
const SRC = '/vendor/trust.json';
const GOOD = quietManifestOf();

const deep = (levels: number): unknown => (levels ? [deep(levels - 1)] : 'deep');
const broken = JSON.stringify(GOOD).slice(0, -2);

/** Why a manifest that is fetched cannot be shown; `paths` are those of its problems. */
const BAD_ANSWERS: readonly [
  name: string,
  Answer | string | Document,
  LoadReason,
  paths?: string[],
][] = [
  ['404', answers(404, 'Not found'), 'http-status'],
  ['500', answers(500), 'http-status'],
  ['no network', breaks, 'network'],
  ['a page of HTML', '<!doctype html><title>Sign in</title>', 'refused', ['/']],
  ['broken JSON', broken, 'refused', ['/']],
  ['nothing', '', 'refused', ['/']],
  ['bytes that are no UTF-8', () => new Response(new Uint8Array([0x7b, 0xff, 0x7d])), 'not-utf8'],
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
    'an id that stands twice',
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
    'a script as link',
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
    '__proto__',
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
    expect(edge.requests.length).to.equal(0);
  });

  it('stays idle with an empty src', async () => {
    const center = await mount({src: ''});
    expect(center.loadState).to.equal('idle');
    expect(edge.requests.length).to.equal(0);
  });

  it('is loading while the manifest does not come', async () => {
    const center = await mount({src: SRC});
    await edge.request(SRC);
    expect(center.loadState).to.equal('loading');
    expect(one(center, '.base').dataset['loadState']).to.equal('loading');
    expect(textOf(center)).to.contain('Loading the manifest');
    expect(sectionsOf(center).length).to.equal(0);
  });

  it('is ready when the manifest is there', async () => {
    edge.at(SRC, GOOD);
    const center = await inState(await mount({src: SRC}), 'ready');
    expect(one(center, '.base').dataset['loadState']).to.equal('ready');
    expect(allTextOf(center)).to.contain('Sign-ins are logged.');
    expect(all(center, '[data-banner]').length).to.equal(0);
  });

  it('asks for the manifest without cookies and without saying where it stands', async () => {
    await mount({src: SRC});
    const {init} = await edge.request(SRC);
    expect(init.credentials).to.equal('omit');
    expect(init.referrerPolicy).to.equal('no-referrer');
  });

  for (const [name, answer, reason, paths] of BAD_ANSWERS) {
    it(`has failed where the first manifest is ${name}, and says why`, async () => {
      edge.at(SRC, answer);
      const center = await inState(await mount({src: SRC}), 'failed');
      const banner = one(center, '[data-banner]');
      expect(banner.dataset['banner']).to.equal('failed');
      expect(banner.getAttribute('role')).to.equal('alert');
      expect(one(banner, '.reason').dataset['reason']).to.equal(reason);
      expect(sectionsOf(center).length).to.equal(0);
      expectProblems(banner, reason, paths);
    });

    it(`keeps the last good manifest, labelled, where the next is ${name}`, async () => {
      edge.at(SRC, GOOD);
      const center = await inState(await mount({src: SRC}), 'ready');
      edge.at(SRC, answer);
      await center.reload();
      await inState(center, 'kept');
      expect(one(center, '.base').dataset['loadState']).to.equal('kept');
      expect(allTextOf(center)).to.contain('Sign-ins are logged.');
      const banner = one(center, '[data-banner]');
      expect(banner.dataset['banner']).to.equal('kept');
      expect(textOf(banner)).to.match(/could not be loaded again.* was loaded \d+ sec\. ago/);
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

  it('shows no more than fifty problems, and counts the rest', async () => {
    const controls = Array.from({length: 60}, (_, i) => ({id: `c-${i}`, title: 'One'}));
    const center = await mount({manifest: {...GOOD, controls}});
    expect(center.loadState).to.equal('failed');
    expect(textOf(one(center, 'summary'))).to.equal('60 problems in the manifest');
    expect(all(center, 'details code').length).to.equal(50);
    expect(textOf(one(center, 'details'))).to.match(/10 more$/);
  });

  it('leaves the page’s prototypes alone, whatever a manifest holds', async () => {
    edge.at(SRC, JSON.stringify(GOOD).replace('{', '{"__proto__":{"polluted":true},'));
    await inState(await mount({src: SRC}), 'failed');
    expect('polluted' in {}).to.be.false;
  });

  it('is ready again after a failure, once the manifest is good', async () => {
    edge.at(SRC, answers(500));
    const center = await inState(await mount({src: SRC}), 'failed');
    edge.at(SRC, GOOD);
    await center.reload();
    await inState(center, 'ready');
    expect(all(center, '[data-banner]').length).to.equal(0);
    expect(allTextOf(center)).to.contain('Sign-ins are logged.');
  });

  it('shows what is there while it asks again', async () => {
    edge.at(SRC, GOOD);
    const center = await inState(await mount({src: SRC}), 'ready');
    edge.silence(SRC);
    void center.reload();
    await edge.request(SRC, 2);
    expect(center.loadState).to.equal('ready');
    expect(allTextOf(center)).to.contain('Sign-ins are logged.');
  });

  it('shows a reloaded manifest in the place of the last one', async () => {
    edge.at(SRC, GOOD);
    const center = await inState(await mount({src: SRC}), 'ready');
    edge.at(SRC, quietManifestOf({organization: {name: 'Renamed'}}));
    await center.reload();
    await drawn(center);
    expect(allTextOf(center)).to.contain('Renamed');
  });

  it('drops what it shows at once when src changes', async () => {
    edge.at(SRC, GOOD);
    const center = await inState(await mount({src: SRC}), 'ready');
    center.src = '/vendor/other.json';
    await drawn(center);
    expect(center.loadState).to.equal('loading');
    expect(sectionsOf(center).length).to.equal(0);
    (await edge.request('/vendor/other.json')).fail();
    await inState(center, 'failed');
    expect(allTextOf(center)).not.to.contain('Sign-ins');
  });

  it('is idle once src is taken away', async () => {
    edge.at(SRC, GOOD);
    const center = await mount();
    center.setAttribute('src', SRC);
    await inState(center, 'ready');
    center.removeAttribute('src');
    await inState(center, 'idle');
    expect(sectionsOf(center).length).to.equal(0);
  });

  it('is not overwritten by an older load', async () => {
    const center = await mount({src: SRC});
    const older = await edge.request(SRC);
    center.src = '/vendor/newer.json';
    const newer = await edge.request('/vendor/newer.json');
    newer.answer(new Response(JSON.stringify(quietManifestOf({title: 'The newer one'}))));
    await inState(center, 'ready');
    older.answer(new Response(JSON.stringify(quietManifestOf({title: 'The older one'}))));
    await older.response.catch(() => undefined);
    await drawn(center);
    expect(older.status).not.to.equal('in-flight');
    expect(allTextOf(center)).to.contain('The newer one').and.not.to.contain('The older one');
  });

  it('ends an older request for the same address, and takes no failure from it', async () => {
    const center = await mount({src: SRC});
    const older = await edge.request(SRC);
    const errors = collectEvents('trust-error');
    const reloaded = center.reload();
    const newer = await edge.request(SRC, 2);
    expect(older.status).to.equal('aborted');
    newer.answer(new Response(JSON.stringify(GOOD)));
    await reloaded;
    expect(center.loadState).to.equal('ready');
    expect(errors.length).to.equal(0);
  });

  it('says so where src is no address', async () => {
    const center = await inState(await mount({src: 'https://'}), 'failed');
    expect(one(center, '.reason').dataset['reason']).to.equal('bad-address');
  });
});

describe('an inline manifest', () => {
  it('is shown at once, and nothing is asked', async () => {
    const center = await mount({manifest: GOOD});
    expect(center.loadState).to.equal('ready');
    expect(edge.requests.length).to.equal(0);
  });

  it('wins over src', async () => {
    const center = await mount({src: SRC, manifest: GOOD});
    expect(center.loadState).to.equal('ready');
    expect(edge.requests.length).to.equal(0);
  });

  it('gives way to src when it is taken away', async () => {
    edge.at(SRC, quietManifestOf({title: 'From the address'}));
    const center = await mount({src: SRC, manifest: GOOD});
    center.manifest = undefined;
    await edge.request(SRC);
    await inState(center, 'ready');
    expect(allTextOf(center)).to.contain('From the address');
  });

  it('leaves nothing for another one to stand behind', async () => {
    const center = await mount({manifest: GOOD});
    center.manifest = {...GOOD, organization: undefined};
    await inState(center, 'failed');
    expect(allTextOf(center)).not.to.contain('Sign-ins are logged.');
  });

  it('is kept where the same one turns bad', async () => {
    const manifest = {...GOOD};
    const center = await mount({manifest});
    Object.assign(manifest, {organization: undefined});
    await center.reload();
    await inState(center, 'kept');
    expect(allTextOf(center)).to.contain('Sign-ins are logged.');
    expect(textOf(one(center, '[data-rule="missing-field"] code'))).to.equal('/organization');
  });

  it('is refused where it is a template of Lit', async () => {
    const center = await mount({manifest: html`<img src="x" />`});
    expect(center.loadState).to.equal('failed');
    expect(all(center, 'img').length).to.equal(0);
  });

  it('is refused where a text of it is a template of Lit', async () => {
    const center = await mount({manifest: {...GOOD, title: html`<img src="x" />`}});
    expect(center.loadState).to.equal('failed');
    expect(textOf(one(center, '[data-severity="error"] code'))).to.equal('/title');
    expect(all(center, 'img').length).to.equal(0);
  });

  const circle: Document = {...GOOD};
  circle['more'] = circle;

  for (const [name, manifest] of [
    ['a circle', circle],
    ['a number', 7],
    ['a function', () => GOOD],
    ['a text that is not JSON', 'manifest'],
  ] as const) {
    it(`is refused, not thrown, where it is ${name}`, async () => {
      const center = await mount({manifest});
      expect(center.loadState).to.equal('failed');
    });
  }
});

describe('what an embedder demands of a manifest', () => {
  const TEXT = JSON.stringify(GOOD);
  const sha384 = async (text: string) => {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', encode(text)));
    return `sha384-${btoa(String.fromCharCode(...digest))}`;
  };

  const UNMET: readonly [name: string, Document, LoadReason][] = [
    ['integrity is empty', {integrity: ''}, 'integrity'],
    ['integrity cannot be read', {integrity: 'sha384-short'}, 'integrity'],
    ['integrity names an unknown digest', {integrity: 'md5-1B2M2Y8AsgTpgAmY7PhCfg=='}, 'integrity'],
    ['signing-keys is empty', {signingKeys: ''}, 'signature'],
    ['signing-keys is an empty list', {signingKeys: '[]'}, 'signature'],
    ['signing-keys cannot be read', {signingKeys: '{'}, 'signature'],
    ['min-version is empty', {minVersion: ''}, 'version'],
    ['min-version cannot be read', {minVersion: 'latest'}, 'version'],
    ['min-version is not reached', {minVersion: '2'}, 'version'],
  ];
  for (const [name, properties, reason] of UNMET) {
    it(`shows nothing where ${name}`, async () => {
      edge.at(SRC, TEXT);
      edge.at(`${SRC}.jws`, 'a..b');
      const center = await inState(await mount({src: SRC, ...properties}), 'failed');
      expect(one(center, '.reason').dataset['reason']).to.equal(reason);
      expect(sectionsOf(center).length).to.equal(0);
      expect(allTextOf(center)).not.to.contain('Sign-ins');
    });

    it(`shows nothing of an inline manifest where ${name}`, async () => {
      const center = await mount({manifest: GOOD, ...properties});
      expect(center.loadState).to.equal('failed');
      expect(sectionsOf(center).length).to.equal(0);
    });
  }

  it('shows nothing of an inline manifest that is to be signed or digested', async () => {
    const {publicKey} = await newSigner();
    const signed = await mount({manifest: GOOD, signingKeys: JSON.stringify([publicKey])});
    expect(signed.loadState).to.equal('failed');
    const digested = await mount({manifest: GOOD, integrity: await sha384(TEXT)});
    expect(digested.loadState).to.equal('failed');
  });

  it('hands integrity to fetch, which does the rest', async () => {
    const integrity = await sha384(TEXT);
    await mount({src: SRC, integrity});
    expect((await edge.request(SRC)).init.integrity).to.equal(integrity);
  });

  it('shows a manifest that is new enough', async () => {
    edge.at(SRC, quietManifestOf({version: '1.10'}));
    await inState(await mount({src: SRC, minVersion: '1.9'}), 'ready');
  });

  it('says that a signature was verified', async () => {
    const signer = await newSigner();
    edge.at(SRC, TEXT);
    edge.at(`${SRC}.jws`, await detachedJws(signer, encode(TEXT)));
    const signingKeys = JSON.stringify([signer.publicKey]);
    const center = await inState(await mount({src: SRC, signingKeys}), 'ready');
    expect(allTextOf(center)).to.contain('Manifest 1, signature verified');
  });

  it('shows nothing where another key signed it, or nobody did', async () => {
    edge.at(SRC, TEXT);
    edge.at(`${SRC}.jws`, await detachedJws(await newSigner(), encode(TEXT)));
    const signingKeys = JSON.stringify([(await newSigner()).publicKey]);
    const center = await inState(await mount({src: SRC, signingKeys}), 'failed');
    expect(one(center, '.reason').dataset['reason']).to.equal('signature');
    edge.at(`${SRC}.jws`, answers(404));
    await center.reload();
    expect(center.loadState).to.equal('failed');
  });

  it('drops what was shown under lesser demands', async () => {
    edge.at(SRC, TEXT);
    const center = await inState(await mount({src: SRC}), 'ready');
    center.minVersion = '2';
    await inState(center, 'failed');
    expect(sectionsOf(center).length).to.equal(0);
  });

  it('demands nothing any more once the attribute is gone', async () => {
    edge.at(SRC, TEXT);
    const center = await mount({src: SRC});
    await inState(center, 'ready');
    center.setAttribute('min-version', '2');
    await inState(center, 'failed');
    center.removeAttribute('min-version');
    await inState(center, 'ready');
  });
});

describe('a center that leaves the page', () => {
  it('ends the request for its manifest', async () => {
    const center = await mount({src: SRC});
    const request = await edge.request(SRC);
    center.remove();
    expect(request.status).to.equal('aborted');
  });

  it('says nothing of the request that it ended', async () => {
    const events = collectEvents('trust-error', 'trust-load');
    const center = await mount({src: SRC});
    const request = await edge.request(SRC);
    center.remove();
    await request.response.catch(() => undefined);
    await drawn(center);
    expect(events.length).to.equal(0);
  });

  it('asks again when it returns', async () => {
    const center = await mount({src: SRC});
    const place = center.parentElement!;
    await edge.request(SRC);
    center.remove();
    place.append(center);
    (await edge.request(SRC, 2)).answer(new Response(JSON.stringify(GOOD)));
    await inState(center, 'ready');
  });

  it('shows what it showed while it asks again', async () => {
    edge.at(SRC, GOOD);
    const center = await inState(await mount({src: SRC}), 'ready');
    edge.silence(SRC);
    document.body.append(center);
    await eventually(() => edge.asked(SRC).length === 2, 'it asks again');
    expect(center.loadState).to.equal('ready');
    expect(allTextOf(center)).to.contain('Sign-ins are logged.');
    center.remove();
  });
});
