/** Nodes that extensions insert open no gaps and move nothing. */
import {expect} from '@open-wc/testing';
import type {TrustCenter} from '../../src/entries/elements.js';
import {all, mount} from '../fixtures/center.js';
import {full, type ManifestInput} from '../fixtures/manifests.js';
import {rootsOf} from '../fixtures/rewrite-page.js';

/** A manifest with two entries in every list, so that there is something between them. */
function manifest(): ManifestInput {
  const twice = (value: unknown): unknown =>
    Array.isArray(value) && (value as {id?: unknown}[])[0]?.id
      ? (value as {id: string}[]).flatMap((each) => [each, {...each, id: `${each.id}-2`}])
      : value;
  const doubled = Object.entries(full()).map(([name, value]) => [name, twice(value)]);
  const {roadmap, controls, ...others} = Object.fromEntries(doubled) as Record<string, unknown>;
  const {items, ...rest} = roadmap as {items: unknown};
  return {
    ...others,
    roadmap: {...rest, items: twice(items)},
    // Enough for a filter bar.
    controls: ['', '-b', '-c'].flatMap((suffix) =>
      (controls as {id: string}[]).map((each) => ({...each, id: each.id + suffix})),
    ),
    summary: 'One.\n\nTwo.\n\n- Three\n- Four\n\n> Five',
  };
}

/** Elements that may hold others beside their own content. */
const HOLDERS = ':not(style, svg, svg *, input, select, option, br, hr, table, tr, time, slot)';

/** Returns the boxes of all elements that the center has rendered. */
const boxesOf = (elements: readonly Element[]) =>
  elements.map((element) => {
    const {x, y, width, height} = element.getBoundingClientRect();
    return `${element.localName}.${element.className}: ${[x, y, width, height].map(Math.round).join(' ')}`;
  });

function insertStyle(where: Element | ShadowRoot, place: 'append' | 'prepend'): void {
  const style = document.createElement('style');
  style.textContent = 'x {}';
  where[place](style);
}

const INSERTIONS: Readonly<Record<string, (center: TrustCenter) => void>> = {
  'a style sheet at the beginning of everything': (center) => {
    for (const each of [...rootsOf(center), ...all(center, HOLDERS)]) insertStyle(each, 'prepend');
  },
  'a style sheet at the end of everything': (center) => {
    for (const each of [...rootsOf(center), ...all(center, HOLDERS)]) insertStyle(each, 'append');
  },
  'an icon over each field': (center) => {
    for (const field of all(center, 'input')) {
      const icon = document.createElement('div');
      icon.style.cssText = 'position: absolute; width: 16px; height: 16px';
      field.after(icon);
    }
  },
  'an empty element beside each field': (center) => {
    for (const field of all(center, 'input')) field.after(document.createElement('span'));
  },
  'an empty element in each root': (center) => {
    for (const root of rootsOf(center)) root.append(document.createElement('div'));
  },
};

describe('with', () => {
  for (const [name, insert] of Object.entries(INSERTIONS))
    it(`${name}, every box stays in its place`, async () => {
      const center = await mount({manifest: manifest(), guards: 'off', deepLinks: true});
      const elements = all(center, ':not(svg *)').filter((each) => each.getRootNode() !== document);
      expect(elements.length).to.be.above(300);
      const before = boxesOf(elements);
      insert(center);
      const moved = boxesOf(elements).filter((box, i) => box !== before[i]);
      expect(moved.slice(0, 5)).to.deep.equal([]);
    });
});
