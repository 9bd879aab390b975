/** The states in records as Markdown. A file of its own, because WebKit takes minutes to parse the largest. */
import {expect} from '@open-wc/testing';
import {snapshotMarkdown} from '../../src/export/snapshot-markdown.js';
import {itemsOf, parse} from '../fixtures/parsed-markdown.js';
import {say, snapshots, stateCodes} from '../fixtures/snapshots.js';

const codesIn = (element: Element) =>
  [...element.querySelectorAll(':scope > code')].map((it) => it.textContent);

/** Returns the states in a rendered record, formatted as `stateCodes` does. */
function statesIn(body: HTMLElement): string[] {
  const KINDS = {
    'guards.title': 'guard',
    'controls.title': 'control',
    'gates.title': 'gate',
    'roadmap.title': 'roadmap',
    'record.evidence': 'evidence',
  } as Readonly<Record<string, string>>;
  let kind: string | undefined;
  let readiness = '';
  return [...body.querySelectorAll('h2, h3')].flatMap((heading) => {
    const id = codesIn(heading).at(-1);
    if (heading.localName === 'h2') {
      kind = KINDS[heading.textContent];
      if (id === undefined) return [];
      [kind, readiness] = ['requirement', id];
      return [`readiness ${id} ${codesIn(itemsOf(heading)[0]!).at(-1)}`];
    }
    const items = itemsOf(heading);
    const codesOf = (label: string) => {
      const item = items.find((it) => it.textContent.startsWith(`${label}:`));
      return item ? codesIn(item) : [];
    };
    const states = [
      ...codesOf('record.verdict').slice(0, 1),
      ...codesOf('record.agreement'),
      ...codesOf('filter.state'),
      ...codesOf('controls.backing'),
    ];
    return [[kind, kind === 'requirement' ? `${readiness}/${id}` : id, ...states].join(' ')];
  });
}

describe('a record as Markdown', () => {
  it('contains every state of the snapshot, as a code next to its label', () => {
    for (const [name, , snapshot] of snapshots())
      expect(statesIn(parse(snapshotMarkdown(snapshot, say))), name).to.have.members(
        stateCodes(snapshot),
      );
  });
});
