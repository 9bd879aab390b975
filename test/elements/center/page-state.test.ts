import {expect} from '@open-wc/testing';
import {refusedByPolicy, watchPageState} from '../../../src/elements/center/page-state.js';

describe('what the page tells', () => {
  const stops: (() => void)[] = [];
  afterEach(() => {
    stops.splice(0).forEach((stop) => stop());
    Reflect.deleteProperty(document, 'visibilityState');
    Reflect.deleteProperty(navigator, 'onLine');
  });

  /** Lets the page say of itself what a test wants. */
  const page = (state: {visible?: boolean; online?: boolean}) => {
    if (state.visible !== undefined) {
      const value = state.visible ? 'visible' : 'hidden';
      Object.defineProperty(document, 'visibilityState', {value, configurable: true});
    }
    if (state.online !== undefined)
      Object.defineProperty(navigator, 'onLine', {value: state.online, configurable: true});
  };
  const watched = () => {
    const said: string[] = [];
    stops.push(
      watchPageState({
        onVisible: (visible) => said.push(visible ? 'seen' : 'hidden'),
        onOnline: (online) => said.push(online ? 'online' : 'offline'),
      }),
    );
    return said;
  };

  it('is how it stands now, at once', () => {
    page({visible: true, online: true});
    expect(watched()).to.deep.equal(['seen', 'online']);
    page({visible: false, online: false});
    expect(watched()).to.deep.equal(['hidden', 'offline']);
  });

  it('is each change', () => {
    page({visible: true, online: true});
    const said = watched();
    page({visible: false});
    document.dispatchEvent(new Event('visibilitychange'));
    page({online: false});
    window.dispatchEvent(new Event('offline'));
    page({online: true});
    window.dispatchEvent(new Event('online'));
    expect(said.slice(2)).to.deep.equal(['hidden', 'offline', 'online']);
  });

  it('is nothing any more once it was stopped', () => {
    const said = watched();
    const {length} = said;
    stops.splice(0).forEach((stop) => stop());
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event('offline'));
    expect(said.length).to.equal(length);
  });
});

describe('a request that the page’s policy refused', () => {
  const GUARD = 'https://vendor.example/api/write/guard?challenge=a';
  const refuse = (blockedURI: string) =>
    document.dispatchEvent(
      new SecurityPolicyViolationEvent('securitypolicyviolation', {
        blockedURI,
        violatedDirective: 'connect-src',
        effectiveDirective: 'connect-src',
        originalPolicy: "connect-src 'self'",
        documentURI: location.href,
        statusCode: 200,
        disposition: 'enforce',
      }),
    );

  it('is told from one that failed otherwise', async () => {
    const csp = refusedByPolicy();
    expect(await csp.check(GUARD)).to.be.false;
    const checked = csp.check(GUARD);
    refuse(GUARD);
    expect(await checked).to.be.true;
    csp.stop();
  });

  it('is known by its origin alone, where the page is told no more', async () => {
    const csp = refusedByPolicy();
    refuse('https://vendor.example');
    expect(await csp.check(GUARD)).to.be.true;
    csp.stop();
  });

  it('is one, and not the next as well', async () => {
    const csp = refusedByPolicy();
    refuse(GUARD);
    expect(await csp.check(GUARD)).to.be.true;
    expect(await csp.check(GUARD)).to.be.false;
    refuse('https://elsewhere.example/');
    expect(await csp.check(GUARD)).to.be.false;
    csp.stop();
  });

  it('is not heard of any more once it was stopped', async () => {
    const csp = refusedByPolicy();
    csp.stop();
    refuse(GUARD);
    expect(await csp.check(GUARD)).to.be.false;
  });
});
