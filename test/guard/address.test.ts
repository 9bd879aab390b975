import {expect} from '@open-wc/testing';
import {guardAddress, type AddressPolicy} from '../../src/guard/address.js';
import {GUARD} from '../fixtures/guard-answers.js';

const PORTAL = 'https://portal.example/vendors/arqen/';
const MANIFEST = 'https://vendor.example/trust/trust.json';

/** The policy of a portal that shows a manifest from another origin. */
const policy = (changes: Partial<AddressPolicy> = {}): AddressPolicy => ({
  origins: [],
  page: PORTAL,
  base: MANIFEST,
  origin: new URL(changes.base ?? MANIFEST).origin,
  ...changes,
});

/** Returns the address of a guard with this `url`, or the reason why it has none. */
function fromManifest(url: string | undefined, changes?: Partial<AddressPolicy>): string {
  const address = guardAddress({...GUARD, url}, policy(changes));
  return address.status === 'allowed' ? address.url : address.reason;
}

/** Returns the address that an embedder's template gives a guard, or the reason why it has none. */
function fromTemplate(template: string, id = GUARD.id, changes?: Partial<AddressPolicy>): string {
  const address = guardAddress({...GUARD, id}, policy({template, ...changes}));
  return address.status === 'allowed' ? address.url : address.reason;
}

describe('an address from the manifest', () => {
  it('is allowed on the manifest’s origin', () => {
    expect(fromManifest('https://vendor.example/api/guard')).to.equal(
      'https://vendor.example/api/guard',
    );
  });

  it('is resolved against the manifest’s final URL', () => {
    expect(fromManifest('../api/guard')).to.equal('https://vendor.example/api/guard');
    expect(fromManifest('guard')).to.equal('https://vendor.example/trust/guard');
    expect(fromManifest('/api/guard')).to.equal('https://vendor.example/api/guard');
  });

  it('is missing if the manifest gives none', () => {
    expect(fromManifest(undefined)).to.equal('no-address');
  });

  it('is distinguished from a reason by its status', () => {
    expect(guardAddress({...GUARD, url: undefined}, policy())).to.deep.equal({
      status: 'refused',
      reason: 'no-address',
    });
    expect(guardAddress(GUARD, policy())).to.deep.equal({status: 'allowed', url: GUARD.url});
  });

  it('is refused on another origin, be it by host, port, scheme or subdomain', () => {
    for (const url of [
      'https://other.example/guard',
      'https://vendor.example:8443/guard',
      'https://api.vendor.example/guard',
      'https://vendor.example.evil.example/guard',
      '//other.example/guard',
    ]) {
      expect(fromManifest(url), url).to.equal('origin-not-allowed');
    }
  });

  it('is allowed on another origin that the embedder lists', () => {
    const origins = ['https://one.example', 'https://api.vendor.example'];
    expect(fromManifest('https://api.vendor.example/guard', {origins})).to.equal(
      'https://api.vendor.example/guard',
    );
    expect(fromManifest('https://api.vendor.example:8443/guard', {origins})).to.equal(
      'origin-not-allowed',
    );
  });

  it('is refused on the page’s own origin, so that a manifest cannot probe the portal', () => {
    expect(fromManifest('https://portal.example/api/guard')).to.equal('origin-not-allowed');
  });

  it('is allowed on the page’s own origin if the manifest shares it', () => {
    const own = {base: 'https://portal.example/trust.json'};
    expect(fromManifest('/api/guard', own)).to.equal('https://portal.example/api/guard');
  });

  it('is resolved against the page if the manifest is inline', () => {
    const inline = {base: PORTAL, origin: 'https://portal.example'};
    expect(fromManifest('guard', inline)).to.equal('https://portal.example/vendors/arqen/guard');
    expect(fromManifest('https://vendor.example/guard', inline)).to.equal('origin-not-allowed');
  });

  it('is refused if both origins are opaque, even if `null` is listed', () => {
    const opaque = {page: 'about:blank', base: 'data:application/json,{}', origin: 'null'};
    for (const url of ['data:application/json,{}', 'https://vendor.example/guard', 'guard']) {
      expect(fromManifest(url, {...opaque, origins: ['null']}), url).to.equal('origin-not-allowed');
    }
  });

  it('is refused if it is not an HTTP URL', () => {
    const origins = ['null', 'https://vendor.example'];
    for (const url of [
      'blob:https://vendor.example/0f1e2d3c',
      'data:application/problem+json,{}',
      'javascript:alert(1)',
      'mailto:security@vendor.example',
      'file:///etc/passwd',
      'ws://vendor.example/guard',
      'https://',
    ]) {
      expect(fromManifest(url, {origins}), url).to.equal('origin-not-allowed');
    }
  });

  it('is refused with credentials in it', () => {
    expect(fromManifest('https://user@vendor.example/guard')).to.equal('origin-not-allowed');
    expect(fromManifest('https://user:secret@vendor.example/guard')).to.equal('origin-not-allowed');
  });

  it('is refused over http, even if the manifest was loaded over http', () => {
    expect(fromManifest('http://vendor.example/guard')).to.equal('origin-not-allowed');
    const insecure = {
      page: 'http://portal.example/',
      base: 'http://vendor.example/trust.json',
      origins: ['http://vendor.example'],
    };
    expect(fromManifest('/guard', insecure)).to.equal('origin-not-allowed');
    expect(fromManifest('http://vendor.example/guard', insecure)).to.equal('origin-not-allowed');
  });

  for (const host of ['localhost:8000', '127.0.0.1:8000', '[::1]:8000', 'trust.localhost:8000']) {
    it(`is allowed over http on ${host} only from a loopback page`, () => {
      const base = `http://${host}/trust.json`;
      expect(fromManifest('/guard', {base, page: 'http://localhost:3000/'})).to.equal(
        `http://${host}/guard`,
      );
      expect(fromManifest(`http://${host}/guard`, {base, page: PORTAL})).to.equal(
        'origin-not-allowed',
      );
      expect(fromManifest('/guard', {base, page: PORTAL})).to.equal('origin-not-allowed');
    });
  }

  it('is allowed over http on another loopback origin only if it is listed', () => {
    const local = {page: 'http://localhost:3000/', base: 'http://localhost:3000/trust.json'};
    const url = 'http://localhost:4000/guard';
    expect(fromManifest(url, local)).to.equal('origin-not-allowed');
    expect(fromManifest(url, {...local, origins: ['http://localhost:4000']})).to.equal(url);
  });

  it('does not mistake a similar host for loopback', () => {
    const page = 'http://localhost:3000/';
    for (const host of ['localhost.evil.example', '127.0.0.1.evil.example', 'notlocalhost']) {
      expect(fromManifest('/guard', {page, base: `http://${host}/trust.json`}), host).to.equal(
        'origin-not-allowed',
      );
    }
  });

  it('keeps its query and drops its fragment', () => {
    expect(fromManifest('/guard?tenant=a%20b&x#part')).to.equal(
      'https://vendor.example/guard?tenant=a%20b&x',
    );
    expect(fromManifest('/guard#')).to.equal('https://vendor.example/guard');
  });
});

describe('an address from the embedder’s template', () => {
  it('contains the guard’s id in its path', () => {
    expect(fromTemplate('/api/{id}/guard')).to.equal(
      'https://portal.example/api/production-write/guard',
    );
  });

  it('contains the guard’s id in its query', () => {
    expect(fromTemplate('https://gate.example/guards?id={id}&v=1')).to.equal(
      'https://gate.example/guards?id=production-write&v=1',
    );
  });

  it('contains the guard’s id in every place that the template names', () => {
    expect(fromTemplate('/{id}/guard?id={id}', 'a')).to.equal(
      'https://portal.example/a/guard?id=a',
    );
  });

  it('may omit the id, to use one endpoint for every guard', () => {
    expect(fromTemplate('guard')).to.equal('https://portal.example/vendors/arqen/guard');
  });

  it('overrides the address from the manifest, and does not need it', () => {
    expect(fromManifest('https://vendor.example/guard', {template: '/mine'})).to.equal(
      'https://portal.example/mine',
    );
    expect(fromManifest(undefined, {template: '/mine'})).to.equal('https://portal.example/mine');
    expect(fromManifest('javascript:alert(1)', {template: '/mine'})).to.equal(
      'https://portal.example/mine',
    );
  });

  it('may be on any origin, because the embedder is responsible for the page', () => {
    expect(fromTemplate('https://gate.example/{id}')).to.equal(
      'https://gate.example/production-write',
    );
    expect(fromTemplate('http://gate.example/{id}')).to.equal(
      'http://gate.example/production-write',
    );
  });

  it('is refused with the id in its host', () => {
    for (const template of [
      'https://{id}.example/guard',
      'https://{id}/guard',
      '//{id}/guard',
      'https://gate.example{id}/guard',
      'https://10.0.0.{id}/guard',
      'https://[::{id}]/guard',
    ]) {
      for (const id of ['a', 'b', '1', 'production-write']) {
        expect(fromTemplate(template, id), `${template} ${id}`).to.be.oneOf([
          'origin-not-allowed',
          'no-address',
        ]);
      }
    }
  });

  it('is refused with the id in its port', () => {
    expect(fromTemplate('https://gate.example:{id}/guard', '8443')).to.equal('origin-not-allowed');
    expect(fromTemplate('https://gate.example:1{id}/guard', '443')).to.equal('origin-not-allowed');
  });

  it('is refused with the id in its scheme', () => {
    expect(fromTemplate('{id}://gate.example/guard', 'https')).to.equal('origin-not-allowed');
    expect(fromTemplate('{id}s://gate.example/guard', 'http')).to.equal('origin-not-allowed');
  });

  it('is refused with credentials in it', () => {
    expect(fromTemplate('https://user:secret@gate.example/{id}')).to.equal('origin-not-allowed');
    expect(fromTemplate('https://{id}@gate.example/')).to.equal('origin-not-allowed');
    expect(fromTemplate('https://:secret@gate.example/{id}')).to.equal('origin-not-allowed');
  });

  it('is refused if it is not an HTTP URL', () => {
    for (const template of ['blob:https://portal.example/{id}', 'data:,{id}', 'ftp://x/{id}']) {
      expect(fromTemplate(template), template).to.equal('origin-not-allowed');
    }
  });

  it('is missing if the template is not a valid URL', () => {
    expect(fromTemplate('https://')).to.equal('no-address');
    expect(fromTemplate('https://gate.example:99999/{id}')).to.equal('no-address');
  });

  it('falls back to the manifest if the template is empty', () => {
    expect(fromTemplate('')).to.equal(GUARD.url);
  });

  it('keeps its query and drops its fragment', () => {
    expect(fromTemplate('/guard?a=1#{id}')).to.equal('https://portal.example/guard?a=1');
  });
});
