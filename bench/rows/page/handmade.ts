/**
 * V: the same JSON, the same rows, by hand: one template, cloned and filled; groups of rows, the first at
 * once and the others when they come near or there is nothing else to do. It checks nothing that it is
 * given, and can do nothing else. In the page.
 */
import {onQuery, putFrame, setCount} from './frame.js';

/** As the element has it: see `src/elements/sections/controls/row-groups.ts`. */
const SIZE = 10;
const ALL_ROWS = 1_000;

interface Control {
  id: string;
  title: string;
  category: string;
  summary: string;
  current: string;
  gated: string;
  ownerRole: string;
  gates: string[];
  evidence: string[];
  mappings: {framework: string; ref: string}[];
}

interface Data {
  controls: Control[];
  gates: {id: string; title: string}[];
  evidence: {id: string; title: string; href: string}[];
}

const data = (await (await fetch('./trust.json')).json()) as Data;
const gates = new Map(data.gates.map((gate) => [gate.id, gate]));
const proofs = new Map(data.evidence.map((proof) => [proof.id, proof]));

/** What stands in each hole of the template. */
const HOLES: Record<string, (control: Control, index: number) => string> = {
  id: ({id}) => id,
  index: (_, index) => String(index + 2),
  title: ({title}) => title,
  category: ({category}) => category,
  summary: ({summary}) => summary,
  current: ({current}) => current,
  gated: ({gated}) => gated,
  ownerRole: ({ownerRole}) => ownerRole,
  mapping: ({mappings: [mapping]}) => `${mapping!.framework} ${mapping!.ref}`,
};
for (const i of [0, 1, 2]) {
  HOLES[`gate${i}`] = (control) => gates.get(control.gates[i]!)!.title;
  HOLES[`gateLink${i}`] = (control) => `#trust/gate/${control.gates[i]!}`;
}
for (const i of [0, 1]) {
  HOLES[`proof${i}`] = (control) => proofs.get(control.evidence[i]!)!.title;
  HOLES[`proofLink${i}`] = (control) => proofs.get(control.evidence[i]!)!.href;
}

const template = document.querySelector<HTMLTemplateElement>('#row')!.content.firstElementChild!;
const EVERYTHING = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;

/** Where the holes are: places in document order, and what to put there. */
const places = holesIn(template);

function holesIn(row: Element) {
  const found: {place: number; attribute?: string; value: (typeof HOLES)[string]}[] = [];
  const valueOf = (text: string) => HOLES[/^\{(\w+)\}$/.exec(text)?.[1] ?? ''];
  const walker = document.createTreeWalker(row, EVERYTHING);
  let place = 0;
  do {
    const node = walker.currentNode;
    if (node instanceof Text) {
      const value = valueOf(node.data);
      if (value) found.push({place, value});
    } else {
      for (const {name, value: text} of (node as Element).attributes) {
        const value = valueOf(text);
        if (value) found.push({place, attribute: name, value});
      }
    }
    place++;
  } while (walker.nextNode());
  return found;
}

function newRow(control: Control, index: number): Element {
  const row = document.importNode(template, true);
  const walker = document.createTreeWalker(row, EVERYTHING);
  let at = 0;
  for (const {place, attribute, value} of places) {
    for (; at < place; at++) walker.nextNode();
    if (attribute) (walker.currentNode as Element).setAttribute(attribute, value(control, index));
    else (walker.currentNode as Text).data = value(control, index);
  }
  return row;
}

/** A row that was drawn once is there for the next time that it is asked for. */
const drawn = new Map<Control, Element>();

function rowOf(control: Control, index: number): Element {
  let row = drawn.get(control);
  if (row) row.setAttribute('aria-rowindex', String(index + 2));
  else drawn.set(control, (row = newRow(control, index)));
  return row;
}

let shown = data.controls;
const groups: HTMLElement[] = [];
/** The first group that may still be empty. */
let next = 0;
let planned = 0;

/** Gives a group its rows; those that it has already stay untouched. */
function draw(group: number): void {
  const element = groups[group]!;
  const start = group * SIZE;
  const rows = shown.slice(start, start + SIZE).map((control, i) => rowOf(control, start + i));
  const wanted = new Set(rows);
  for (const row of [...element.children]) if (!wanted.has(row)) row.remove();
  for (const [i, row] of rows.entries()) {
    const there = element.children[i] ?? null;
    if (there !== row) element.insertBefore(row, there);
  }
}

const near = new IntersectionObserver(
  (entries) => {
    for (const {isIntersecting, target} of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      draw(groups.indexOf(target as HTMLElement));
    }
  },
  {rootMargin: '100% 0px'},
);

function drawWhenIdle(): void {
  planned = requestIdleCallback(() => {
    while (next < groups.length && groups[next]!.firstChild) next++;
    if (next >= groups.length || shown.length > ALL_ROWS) return;
    draw(next);
    drawWhenIdle();
  });
}

function newGroup(): HTMLElement {
  const group = document.createElement('div');
  group.setAttribute('role', 'rowgroup');
  return group;
}

/** Begins again, with other rows. */
function show(controls: Control[]): void {
  shown = controls;
  near.disconnect();
  cancelIdleCallback(planned);
  const count = Math.ceil(controls.length / SIZE);
  for (const group of groups.splice(count)) group.remove();
  for (const group of groups.slice(1)) group.replaceChildren();
  const more = Array.from({length: count - groups.length}, newGroup);
  groups.push(...more);
  for (const group of groups) group.classList.toggle('lazy', count > 1);
  if (count) draw(0);
  table.append(...more);
  for (const group of groups.slice(1)) near.observe(group);
  next = 1;
  drawWhenIdle();
}

const root = putFrame(document.querySelector<HTMLTemplateElement>('#controls')!.content);
const table = root.querySelector('[role="table"]')!;
show(data.controls);

let haystacks: Map<Control, string> | undefined;

function haystackOf(control: Control): string {
  const {title, category, summary, current, gated, ownerRole, mappings} = control;
  return [
    ...[title, category, summary, current, gated, ownerRole],
    ...mappings.map(({framework, ref}) => `${framework} ${ref}`),
    ...control.gates.map((id) => gates.get(id)!.title),
    ...control.evidence.map((id) => proofs.get(id)!.title),
  ]
    .join('\n')
    .toLowerCase();
}

onQuery(root, (terms) => {
  haystacks ??= new Map(data.controls.map((control) => [control, haystackOf(control)]));
  const found = data.controls.filter((control) => {
    const haystack = haystacks!.get(control)!;
    return terms.every((term) => haystack.includes(term));
  });
  setCount(root, found.length);
  show(found);
});
