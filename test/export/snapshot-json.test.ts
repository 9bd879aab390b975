/** A record as JSON and in other formats, also in a page whose libraries changed what JSON is. */
import {expect} from '@open-wc/testing';
import type {CenterHost} from '../../src/elements/center/host.js';
import {hydrationKey} from '../../src/elements/hydration/server-state.js';
import {snapshotCsv} from '../../src/export/snapshot-csv.js';
import {snapshotJson, withoutToJson} from '../../src/export/snapshot-json.js';
import {snapshotMarkdown} from '../../src/export/snapshot-markdown.js';
import {readManifest, type LoadedManifest} from '../../src/manifest/load.js';
import {toJson} from '../../src/text/json.js';
import {full, minimal} from '../fixtures/manifests.js';
import {say, snapshotOf, snapshots, sourceOf} from '../fixtures/snapshots.js';

const native = JSON.stringify;
type Method = (this: unknown) => unknown;

/** Runs `work` in a page whose prototypes have these methods, and `JSON.stringify` this replacement. */
async function inHost<T>(
  methods: readonly (readonly [object, string, Method])[],
  stringify: typeof JSON.stringify,
  work: () => T | Promise<T>,
): Promise<T> {
  const before = methods.map(([prototype, name]) =>
    Object.getOwnPropertyDescriptor(prototype, name),
  );
  for (const [prototype, name, value] of methods)
    Object.defineProperty(prototype, name, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  JSON.stringify = stringify;
  try {
    return await work();
  } finally {
    JSON.stringify = native;
    methods.forEach(([prototype, name], i) => {
      Reflect.deleteProperty(prototype, name);
      if (before[i]) Object.defineProperty(prototype, name, before[i]);
    });
  }
}

const inspect: Method = () => 'inspected';
const fail: Method = () => {
  throw new Error('Not for JSON');
};
const HOSTS = {
  'Prototype.js': [
    [
      [Array.prototype, 'toJSON', inspect],
      [String.prototype, 'toJSON', inspect],
      [Number.prototype, 'toJSON', inspect],
      [Date.prototype, 'toJSON', () => '"2026"'],
    ],
    native,
  ],
  'a library that extends every object': [
    [
      [Object.prototype, 'toJSON', inspect],
      [Object.prototype, 'each', () => undefined],
    ],
    native,
  ],
  'a library whose `toJSON` throws': [
    [
      [Object.prototype, 'toJSON', fail],
      [Array.prototype, 'toJSON', fail],
      [String.prototype, 'toJSON', fail],
    ],
    native,
  ],
  'a replaced `JSON.stringify`': [[], () => '"replaced"'],
} as const satisfies Record<
  string,
  readonly [readonly (readonly [object, string, Method])[], typeof JSON.stringify]
>;

describe('a record as JSON', () => {
  it('is what `JSON.stringify` writes', () => {
    for (const [name, , snapshot] of snapshots())
      expect(snapshotJson(snapshot) === native(snapshot, null, 2), name).to.equal(true);
  });

  it('escapes every character that JSON does', () => {
    const title = Array.from({length: 0x300}, (_, code) => String.fromCharCode(code)).join('');
    const text = `${title}\u2028\ud83d\ude00\ude00\ud83d`;
    const snapshot = snapshotOf(
      sourceOf(minimal({controls: [{id: 'it', title: text, current: text}]})),
    );
    expect(snapshotJson(snapshot)).to.equal(native(snapshot, null, 2));
  });

  for (const [host, [methods, stringify]] of Object.entries(HOSTS)) {
    it(`is the same with ${host}`, async () => {
      const snapshot = snapshotOf(sourceOf(full()));
      const expected = native(snapshot, null, 2);
      expect(await inHost(methods, stringify, () => snapshotJson(snapshot))).to.equal(expected);
    });

    it(`is written by the host itself, too, with ${host}`, async () => {
      const snapshot = snapshotOf(sourceOf(full()));
      const expected = native(snapshot);
      const written = await inHost(methods, stringify, () => native(withoutToJson(snapshot)));
      expect(written).to.equal(expected);
      expect(Object.keys(snapshot.controls)).not.to.include('toJSON');
    });
  }
});

describe('a record in any format', () => {
  for (const [host, [methods, stringify]] of Object.entries(HOSTS)) {
    it(`is the same if it is taken and written with ${host}`, async () => {
      const source = sourceOf(minimal({unknown: 1, another: {key: [new Date(0).toISOString()]}}));
      const write = () => {
        const snapshot = snapshotOf(source);
        expect(snapshot.problems).to.have.lengthOf(2);
        return [snapshotJson(snapshot), snapshotMarkdown(snapshot, say), snapshotCsv(snapshot)];
      };
      const expected = write();
      expect(await inHost(methods, stringify, write)).to.deep.equal(expected);
    });
  }
});

describe('a manifest given as a value', () => {
  for (const [host, [methods, stringify]] of Object.entries(HOSTS)) {
    it(`is read as it is with ${host}`, async () => {
      const read = await inHost(methods, stringify, () =>
        readManifest(full(), 'https://a.example/'),
      );
      expect(read).to.include({status: 'loaded', text: native(full())});
    });

    it(`may contain dates and values with a \`toJSON\` of their own, with ${host}`, async () => {
      const own = {toJSON: () => ['own']};
      const list = [1, -0, NaN, 'a', undefined, , () => 'never', new Map()];
      const value = {at: new Date(0), never: new Date(NaN), own, none: null, no: undefined, list};
      const expected = native(value);
      expect(await inHost(methods, stringify, () => toJson(value))).to.equal(expected);
    });
  }
});

describe('the key of hydration', () => {
  const key = async () => {
    const read = (await readManifest(minimal(), 'https://a.example/')) as LoadedManifest;
    const center = {sections: ['controls', 'gates']} as unknown as CenterHost;
    return hydrationKey(center, read, {locale: 'en', derivedAt: 0});
  };
  for (const [host, [methods, stringify]] of Object.entries(HOSTS)) {
    it(`is that of the server with ${host}`, async () => {
      const expected = await key();
      expect(await inHost(methods, stringify, key)).to.equal(expected);
    });
  }
});
