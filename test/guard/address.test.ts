import {expect} from '@open-wc/testing';
import {guardAddress, type AddressPolicy} from '../../src/guard/address.js';
import {GUARD} from '../fixtures/guard-answers.js';

const PORTAL = 'https://portal.example/vendors/arqen/';
const MANIFEST = 'https://vendor.example/trust/trust.json';

/** A portal that shows a manifest from elsewhere. */
const policy = (changes: Partial<AddressPolicy> = {}): AddressPolicy => ({
  origins: [],
  page: PORTAL,
  base: MANIFEST,
  origin: new URL(changes.base ?? MANIFEST).origin,
  ...changes,
});

/** Where a guard with this `url` is asked: the address, or the reason why it is not asked. */
function from(url: string | undefined, changes?: Partial<AddressPolicy>): string {
  const address = guardAddress({...GUARD, url}, policy(changes));
  return address.status === 'allowed' ? address.url : address.reason;
}

/** Where a guard is asked by a template of the embedder. */
function by(template: string, id = GUARD.id, changes?: Partial<AddressPolicy>): string {
  const address = guardAddress({...GUARD, id}, policy({template, ...changes}));
  return address.status === 'allowed' ? address.url : address.reason;
}

describe('an address that the manifest gives', () => {
  it('is asked where it shares the manifest’s origin', () => {
    expect(from('https://vendor.example/api/guard')).to.equal('https://vendor.example/api/guard');
  });

  it('is resolved against the manifest’s final address', () => {
    expect(from('../api/guard')).to.equal('https://vendor.example/api/guard');
    expect(from('guard')).to.equal('https://vendor.example/trust/guard');
    expect(from('/api/guard')).to.equal('https://vendor.example/api/guard');
  });

  it('is missing where the manifest gives none', () => {
    expect(from(undefined)).to.equal('no-address');
  });

  it('is told apart from a reason by its status', () => {
    expect(guardAddress({...GUARD, url: undefined}, policy())).to.deep.equal({
      status: 'refused',
      reason: 'no-address',
    });
    expect(guardAddress(GUARD, policy())).to.deep.equal({status: 'allowed', url: GUARD.url});
  });

  it('is refused on another origin: host, port, scheme and subdomain all count', () => {
    for (const url of [
      'https://other.example/guard',
      'https://vendor.example:8443/guard',
      'https://api.vendor.example/guard',
      'https://vendor.example.evil.example/guard',
      '//other.example/guard',
    ]) {
      expect(from(url), url).to.equal('origin-not-allowed');
    }
  });

  it('is asked on another origin that the embedder lists', () => {
    const origins = ['https://one.example', 'https://api.vendor.example'];
    expect(from('https://api.vendor.example/guard', {origins})).to.equal(
      'https://api.vendor.example/guard',
    );
    expect(from('https://api.vendor.example:8443/guard', {origins})).to.equal('origin-not-allowed');
  });

  it('is refused on the page’s own origin: a vendor’s file must not probe the portal', () => {
    expect(from('https://portal.example/api/guard')).to.equal('origin-not-allowed');
  });

  it('is asked on the page’s own origin where the manifest shares it', () => {
    const own = {base: 'https://portal.example/trust.json'};
    expect(from('/api/guard', own)).to.equal('https://portal.example/api/guard');
  });

  it('is resolved against the page where the manifest stands in it', () => {
    const inline = {base: PORTAL, origin: 'https://portal.example'};
    expect(from('guard', inline)).to.equal('https://portal.example/vendors/arqen/guard');
    expect(from('https://vendor.example/guard', inline)).to.equal('origin-not-allowed');
  });

  it('is refused where both origins are the opaque one, even if it is listed', () => {
    const opaque = {page: 'about:blank', base: 'data:application/json,{}', origin: 'null'};
    for (const url of ['data:application/json,{}', 'https://vendor.example/guard', 'guard']) {
      expect(from(url, {...opaque, origins: ['null']}), url).to.equal('origin-not-allowed');
    }
  });

  it('is refused where it is no web address', () => {
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
      expect(from(url, {origins}), url).to.equal('origin-not-allowed');
    }
  });

  it('is refused with credentials in it', () => {
    expect(from('https://user@vendor.example/guard')).to.equal('origin-not-allowed');
    expect(from('https://user:secret@vendor.example/guard')).to.equal('origin-not-allowed');
  });

  it('is refused over http, even where the manifest came so', () => {
    expect(from('http://vendor.example/guard')).to.equal('origin-not-allowed');
    const insecure = {
      page: 'http://portal.example/',
      base: 'http://vendor.example/trust.json',
      origins: ['http://vendor.example'],
    };
    expect(from('/guard', insecure)).to.equal('origin-not-allowed');
    expect(from('http://vendor.example/guard', insecure)).to.equal('origin-not-allowed');
  });

  for (const host of ['localhost:8000', '127.0.0.1:8000', '[::1]:8000', 'trust.localhost:8000']) {
    it(`is asked over http on ${host} from a loopback page, and from no other`, () => {
      const base = `http://${host}/trust.json`;
      expect(from('/guard', {base, page: 'http://localhost:3000/'})).to.equal(
        `http://${host}/guard`,
      );
      expect(from(`http://${host}/guard`, {base, page: PORTAL})).to.equal('origin-not-allowed');
      expect(from('/guard', {base, page: PORTAL})).to.equal('origin-not-allowed');
    });
  }

  it('is asked over http on another loopback origin only where that is listed', () => {
    const local = {page: 'http://localhost:3000/', base: 'http://localhost:3000/trust.json'};
    const url = 'http://localhost:4000/guard';
    expect(from(url, local)).to.equal('origin-not-allowed');
    expect(from(url, {...local, origins: ['http://localhost:4000']})).to.equal(url);
  });

  it('takes nothing for loopback that only looks like it', () => {
    const page = 'http://localhost:3000/';
    for (const host of ['localhost.evil.example', '127.0.0.1.evil.example', 'notlocalhost']) {
      expect(from('/guard', {page, base: `http://${host}/trust.json`}), host).to.equal(
        'origin-not-allowed',
      );
    }
  });

  it('keeps its query and loses its fragment', () => {
    expect(from('/guard?tenant=a%20b&x#part')).to.equal(
      'https://vendor.example/guard?tenant=a%20b&x',
    );
    expect(from('/guard#')).to.equal('https://vendor.example/guard');
  });
});

describe('an address that the embedder’s template gives', () => {
  it('has the guard’s id in its path', () => {
    expect(by('/api/{id}/guard')).to.equal('https://portal.example/api/production-write/guard');
  });

  it('has the guard’s id in its query', () => {
    expect(by('https://gate.example/guards?id={id}&v=1')).to.equal(
      'https://gate.example/guards?id=production-write&v=1',
    );
  });

  it('has the guard’s id wherever it is asked for', () => {
    expect(by('/{id}/guard?id={id}', 'a')).to.equal('https://portal.example/a/guard?id=a');
  });

  it('may name no id: one endpoint for every guard', () => {
    expect(by('guard')).to.equal('https://portal.example/vendors/arqen/guard');
  });

  it('wins over the manifest’s, and needs none', () => {
    expect(from('https://vendor.example/guard', {template: '/mine'})).to.equal(
      'https://portal.example/mine',
    );
    expect(from(undefined, {template: '/mine'})).to.equal('https://portal.example/mine');
    expect(from('javascript:alert(1)', {template: '/mine'})).to.equal(
      'https://portal.example/mine',
    );
  });

  it('may be anywhere: the embedder is responsible for the page', () => {
    expect(by('https://gate.example/{id}')).to.equal('https://gate.example/production-write');
    expect(by('http://gate.example/{id}')).to.equal('http://gate.example/production-write');
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
        expect(by(template, id), `${template} ${id}`).to.be.oneOf([
          'origin-not-allowed',
          'no-address',
        ]);
      }
    }
  });

  it('is refused with the id in its port', () => {
    expect(by('https://gate.example:{id}/guard', '8443')).to.equal('origin-not-allowed');
    expect(by('https://gate.example:1{id}/guard', '443')).to.equal('origin-not-allowed');
  });

  it('is refused with the id in its scheme', () => {
    expect(by('{id}://gate.example/guard', 'https')).to.equal('origin-not-allowed');
    expect(by('{id}s://gate.example/guard', 'http')).to.equal('origin-not-allowed');
  });

  it('is refused with credentials in it', () => {
    expect(by('https://user:secret@gate.example/{id}')).to.equal('origin-not-allowed');
    expect(by('https://{id}@gate.example/')).to.equal('origin-not-allowed');
    expect(by('https://:secret@gate.example/{id}')).to.equal('origin-not-allowed');
  });

  it('is refused where it is no web address', () => {
    for (const template of ['blob:https://portal.example/{id}', 'data:,{id}', 'ftp://x/{id}']) {
      expect(by(template), template).to.equal('origin-not-allowed');
    }
  });

  it('is missing where the template is no address', () => {
    expect(by('https://')).to.equal('no-address');
    expect(by('https://gate.example:99999/{id}')).to.equal('no-address');
  });

  it('is the manifest’s where the template is empty', () => {
    expect(by('')).to.equal(GUARD.url);
  });

  it('keeps its query and loses its fragment', () => {
    expect(by('/guard?a=1#{id}')).to.equal('https://portal.example/guard?a=1');
  });
});
