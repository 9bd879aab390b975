import {expect} from '@open-wc/testing';
import {refusedByPolicy, watchPageState} from '../../../src/elements/center/page-state.js';

describe('the page state', () => {
  const stops: (() => void)[] = [];
  afterEach(() => {
    stops.splice(0).forEach((stop) => stop());
    Reflect.deleteProperty(document, 'visibilityState');
    Reflect.deleteProperty(navigator, 'onLine');
  });

  /** Overrides the visibility and the connection that the page reports. */
  const setPageState = (state: {visible?: boolean; online?: boolean}) => {
    if (state.visible !== undefined) {
      const value = state.visible ? 'visible' : 'hidden';
      Object.defineProperty(document, 'visibilityState', {value, configurable: true});
    }
    if (state.online !== undefined)
      Object.defineProperty(navigator, 'onLine', {value: state.online, configurable: true});
  };
  const watchStates = () => {
    const states: string[] = [];
    stops.push(
      watchPageState({
        onVisible: (visible) => states.push(visible ? 'visible' : 'hidden'),
        onOnline: (online) => states.push(online ? 'online' : 'offline'),
      }),
    );
    return states;
  };

  it('is reported at once', () => {
    setPageState({visible: true, online: true});
    expect(watchStates()).to.deep.equal(['visible', 'online']);
    setPageState({visible: false, online: false});
    expect(watchStates()).to.deep.equal(['hidden', 'offline']);
  });

  it('is reported on each change', () => {
    setPageState({visible: true, online: true});
    const states = watchStates();
    setPageState({visible: false});
    document.dispatchEvent(new Event('visibilitychange'));
    setPageState({online: false});
    window.dispatchEvent(new Event('offline'));
    setPageState({online: true});
    window.dispatchEvent(new Event('online'));
    expect(states.slice(2)).to.deep.equal(['hidden', 'offline', 'online']);
  });

  it('is not reported after watching has stopped', () => {
    const states = watchStates();
    const {length} = states;
    stops.splice(0).forEach((stop) => stop());
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event('offline'));
    expect(states.length).to.equal(length);
  });
});

describe('a request refused by the page’s policy', () => {
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

  it('is distinguished from one that failed for another reason', async () => {
    const csp = refusedByPolicy();
    expect(await csp.check(GUARD)).to.be.false;
    const checked = csp.check(GUARD);
    refuse(GUARD);
    expect(await checked).to.be.true;
    csp.stop();
  });

  it('is recognized by its origin if the violation reports nothing else', async () => {
    const csp = refusedByPolicy();
    refuse('https://vendor.example');
    expect(await csp.check(GUARD)).to.be.true;
    csp.stop();
  });

  it('is counted once, and only for its own origin', async () => {
    const csp = refusedByPolicy();
    refuse(GUARD);
    expect(await csp.check(GUARD)).to.be.true;
    expect(await csp.check(GUARD)).to.be.false;
    refuse('https://elsewhere.example/');
    expect(await csp.check(GUARD)).to.be.false;
    csp.stop();
  });

  it('is not reported after stop()', async () => {
    const csp = refusedByPolicy();
    csp.stop();
    refuse(GUARD);
    expect(await csp.check(GUARD)).to.be.false;
  });
});
