import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {define} from '../../../src/elements/define.js';
import {
  dropRequest,
  requestEarly,
  requestKey,
  pickUp,
  requestManifest,
} from '../../../src/elements/center/early-requests.js';
import {fakeNetwork} from '../../fixtures/center.js';
import {minimal} from '../../fixtures/manifests.js';

const network = fakeNetwork();
const SRC = '/vendor/trust.json';
const URL_OF_SRC = new URL(SRC, document.baseURI).href;
const NONE = {integrity: undefined, signingKeys: undefined, minVersion: undefined};

/** Adds an element that is not defined yet to the page, and requests its manifest early. */
async function requestFor(template: ReturnType<typeof html>): Promise<Element> {
  const place = await fixture(html`<div>${template}</div>`);
  pickUp(requestEarly('early-center'));
  return place.firstElementChild!;
}

describe('an early request', () => {
  it('is the only one if the element wants the same manifest', async () => {
    network.route(SRC, 'the manifest');
    const element = await requestFor(html`<early-center src=${SRC}></early-center>`);
    expect(network.requestsTo(SRC).length).to.equal(1);
    const fetched = await requestManifest(element, URL_OF_SRC, NONE, new AbortController().signal);
    expect(fetched.status).to.equal('fetched');
    expect(network.requestsTo(SRC).length).to.equal(1);
  });

  it('is used once: a reload makes a request of its own', async () => {
    network.route(SRC, 'the manifest');
    const element = await requestFor(html`<early-center src=${SRC}></early-center>`);
    const {signal} = new AbortController();
    await requestManifest(element, URL_OF_SRC, NONE, signal);
    await requestManifest(element, URL_OF_SRC, NONE, signal);
    expect(network.requestsTo(SRC).length).to.equal(2);
  });

  const OTHERS = {
    'another manifest': [new URL('/other.json', document.baseURI).href, NONE],
    'the same manifest, verified differently': [URL_OF_SRC, {...NONE, minVersion: '2'}],
  } as const;
  for (const [other, [url, options]] of Object.entries(OTHERS))
    it(`is dropped if the element wants ${other}`, async () => {
      const element = await requestFor(html`<early-center src=${SRC}></early-center>`);
      void requestManifest(element, url, options, new AbortController().signal);
      expect(network.requests.length).to.equal(2);
      expect(network.requests[0]!.init.signal!.aborted).to.equal(true);
    });

  it('uses the verification options of the tag', async () => {
    network.route(SRC, 'the manifest');
    const integrity = `sha384-${'A'.repeat(64)}`;
    const element = await requestFor(
      html`<early-center src=${SRC} integrity=${integrity}></early-center>`,
    );
    expect(network.requestsTo(SRC)[0]!.init.integrity).to.equal(integrity);
    const {signal} = new AbortController();
    await requestManifest(element, URL_OF_SRC, {...NONE, integrity}, signal);
    expect(network.requests.length).to.equal(1);
  });

  it('is aborted with the load', async () => {
    const element = await requestFor(html`<early-center src=${SRC}></early-center>`);
    const load = new AbortController();
    void requestManifest(element, URL_OF_SRC, NONE, load.signal);
    load.abort();
    expect(network.requests[0]!.init.signal!.aborted).to.equal(true);
  });

  it('is not made for an inline manifest, nor without an address', async () => {
    await requestFor(html`<early-center></early-center>`);
    await requestFor(
      html`<early-center src=${SRC}
        ><script type="application/json">
          {}
        </script></early-center
      >`,
    );
    expect(network.requests.length).to.equal(0);
  });

  it('is aborted if it is dropped, and not used later', async () => {
    const element = await requestFor(html`<early-center src=${SRC}></early-center>`);
    dropRequest(element);
    expect(network.requests[0]!.init.signal!.aborted).to.equal(true);
    dropRequest(element);
    void requestManifest(element, URL_OF_SRC, NONE, new AbortController().signal);
    expect(network.requests.length).to.equal(2);
  });

  const script = () =>
    Object.assign(document.createElement('script'), {
      type: 'application/json',
      textContent: JSON.stringify(minimal()),
    });
  const CHANGES = {
    'a manifest': (element: Element) => Object.assign(element, {manifest: minimal()}),
    'an inline manifest': (element: Element) => element.append(script()),
    'no address': (element: Element) => element.removeAttribute('src'),
  };
  for (const [i, [change, apply]] of Object.entries(CHANGES).entries())
    it(`is aborted if the element has ${change} when it is defined`, async () => {
      const tag = `early${i}-center`;
      const element = document.createElement(tag);
      element.setAttribute('src', SRC);
      const place = await fixture(html`<div>${element}</div>`);
      pickUp(requestEarly(tag));
      expect(network.requests.length).to.equal(1);
      apply(element);
      define(tag);
      expect(place.firstElementChild).to.have.property('updateComplete');
      await waitUntil(() => network.requests[0]!.init.signal!.aborted, 'the request is aborted');
      expect(network.requests.length).to.equal(1);
    });
});

describe('the key of a request', () => {
  it('depends on the address and on each verification option', () => {
    const options = {integrity: 'a', signingKeys: 'b', minVersion: 'c'};
    const keys = [
      requestKey('/a', options),
      requestKey('/b', options),
      requestKey('/a', {...options, integrity: 'd'}),
      requestKey('/a', {...options, signingKeys: 'd'}),
      requestKey('/a', {...options, minVersion: 'd'}),
      requestKey('/a', NONE),
      requestKey('/a', {...NONE, integrity: 'a'}),
      requestKey('/a', {...NONE, minVersion: 'a'}),
    ];
    expect(new Set(keys).size).to.equal(keys.length);
    expect(requestKey('/a', {minVersion: 'c', signingKeys: 'b', integrity: 'a'})).to.equal(keys[0]);
  });
});
