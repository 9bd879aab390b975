/** When the posture is derived, and what is shown meanwhile. */
import {expect} from '@open-wc/testing';
import type {TrustCenter} from '../../../src/entries/elements.js';
import {guardOptions} from '../../../src/elements/center/options.js';
import {PostureController} from '../../../src/elements/center/posture-controller.js';
import {readManifest, type LoadedManifest} from '../../../src/manifest/load.js';
import {derivePosture} from '../../../src/posture/at-once.js';
import type {Posture, PostureAt} from '../../../src/posture/posture.js';
import {
  all,
  collectEvents,
  eventually,
  fakeNetwork,
  manifestOf,
  mount,
  opens,
  pageClock,
  quietManifestOf,
  rendered,
  WRITE,
} from '../../fixtures/center.js';
import {DAY} from '../../fixtures/posture.js';

const network = fakeNetwork();
const clock = pageClock();

/** Returns a manifest whose control relies on evidence that expires in half a day. */
const expiring = (id: string) => ({
  ...quietManifestOf(),
  id: `https://${id}.example/`,
  controls: [{id, title: 'Logging', current: 'Kept.', evidence: ['proof']}],
  gates: [],
  evidence: [
    {
      id: 'proof',
      title: 'Proof',
      kind: 'test',
      access: 'public',
      issuedAt: '2026-01-01',
      expiresAt: new Date(Date.now() + DAY / 2).toISOString(),
    },
  ],
});

const isFlagged = ({claims}: Posture) => claims.some(({rule}) => rule === 'evidence-expired');

async function load(input: unknown): Promise<LoadedManifest> {
  const result = await readManifest(input, 'https://vendor.example/');
  if (result.status === 'failed') throw new Error(result.error.message);
  return result;
}

const derivedNow = ({manifest}: LoadedManifest): PostureAt => ({
  posture: derivePosture(manifest, new Map(), Date.now()),
  at: Date.now(),
});

describe('a date that passes', () => {
  let host: TrustCenter;
  let controller: PostureController;
  let one: LoadedManifest;
  let other: LoadedManifest;
  const show = (loaded: LoadedManifest, derived: PostureAt) =>
    controller.show(loaded, derived, guardOptions(host, loaded));
  const shown = () => host.postureState!.posture;

  beforeEach(async () => {
    // Not on the page, so that nothing but the test derives its posture.
    host = document.createElement('arqen-trust-center');
    controller = new PostureController(host);
    one = await load(expiring('one'));
    other = await load(expiring('other'));
  });

  it('while a manifest is derived is evaluated after it is shown, not in the same task', async () => {
    const derived = derivedNow(one);
    clock.pass(DAY);
    show(one, derived);
    expect(shown()).to.equal(derived.posture);
    await controller.settle();
    expect(isFlagged(shown())).to.equal(true);
  });

  it('before the manifest is shown on the page is evaluated after it', async () => {
    const events = collectEvents('trust-posture');
    document.addEventListener('trust-load', () => clock.pass(DAY), {once: true});
    await mount({manifest: expiring('one')});
    await eventually(() => events.length === 2, 'the date is evaluated');
    expect(events.map(({posture}) => isFlagged(posture))).to.deep.equal([false, true]);
  });

  for (const [name, replace] of [
    ['replaced', () => undefined],
    ['dropped, and another is shown', () => controller.clear()],
  ] as const)
    it(`is evaluated for the shown manifest, even if the one before is ${name} meanwhile`, async () => {
      const [first, second] = [derivedNow(one), derivedNow(other)];
      clock.pass(DAY);
      show(one, first);
      replace();
      show(other, second);
      await controller.settle();
      expect(shown().controls[0]!.control.id).to.equal('other');
      expect(isFlagged(shown())).to.equal(true);
    });

  it('is waited for until it is evaluated for the manifest that is shown then', async () => {
    const [first, second] = [derivedNow(one), derivedNow(other)];
    clock.pass(DAY);
    show(one, first);
    const settled = controller.settle();
    show(other, second);
    await settled;
    expect(isFlagged(shown())).to.equal(true);
  });

  it('is evaluated later if a derivation fails', async () => {
    let fails = false;
    const {manifest} = one;
    const failing = {
      ...one,
      manifest: {
        ...manifest,
        get readiness() {
          if (fails) throw new RangeError('Too deep.');
          return manifest.readiness;
        },
      },
    };
    const derived = derivedNow(failing);
    clock.pass(DAY);
    fails = true;
    show(failing, derived);
    const error = await controller.settle().catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(RangeError);
    fails = false;
    await controller.settle();
    expect(isFlagged(shown())).to.equal(true);
  });
});

describe('an answer that affects more than fits into a slice', () => {
  const COUNT = 50;
  const manifest = manifestOf({
    controls: Array.from({length: COUNT}, (_, i) => ({
      id: `c${i}`,
      title: 'Writes',
      gated: 'Later.',
      gates: ['tenancy'],
      guards: ['write'],
    })),
  });
  const contradicted = ({controls}: Posture) =>
    controls.filter(({state}) => state === 'contradicted').length;

  /** Lets every slice end after its first step. The page clock restores the real clock. */
  function shortenSlices(): void {
    clock.pass(0);
    const now = performance.now.bind(performance);
    let shift = 0;
    performance.now = () => now() + (shift += 10);
  }

  it('is shown at once for all controls, before its own event, and lets the page in', async () => {
    const center = await mount({manifest});
    await network.waitForRequest(WRITE);
    shortenSlices();
    network.route(WRITE, opens());
    const events = collectEvents('trust-posture', 'trust-observation');
    let yields = 0;
    const own = Object.getOwnPropertyDescriptor(window, 'scheduler');
    Object.defineProperty(window, 'scheduler', {
      configurable: true,
      value: {
        yield: () => {
          yields++;
          return new Promise((resolve) => {
            setTimeout(resolve);
          });
        },
      },
    });
    try {
      (await network.waitForRequest(WRITE)).answer(opens()(network.requests[0]!) as Response);
      await eventually(() => events.length === 2, 'both events');
    } finally {
      if (own) Object.defineProperty(window, 'scheduler', own);
      else Reflect.deleteProperty(window, 'scheduler');
    }
    // One step visits 8 controls.
    expect(yields).to.be.at.least(COUNT / 8 - 1);
    expect(events.map(({type}) => type)).to.deep.equal(['trust-posture', 'trust-observation']);
    const [posture, observation] = events as [
      HTMLElementEventMap['trust-posture'],
      HTMLElementEventMap['trust-observation'],
    ];
    expect(contradicted(posture.posture)).to.equal(COUNT);
    expect(observation.agreement).to.equal('contradicts');
    await rendered(center);
    expect(all(center, '[data-banner=contradiction]').length).to.equal(1);
  });
});
