/**
 * V: the same rows from the same JSON, in handwritten code: one template, cloned and filled, in groups. The
 * first group renders at once, the others near the viewport or when idle. It validates nothing, and has no
 * other features. Runs in the page.
 */
import {onQuery, attachFrame, setCount} from './frame.js';

/** The element's own limits: see `src/elements/sections/segments.ts`. */
const SIZE = 10;
const ALL_ROWS = 1_000;

interface ControlData {
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

interface ManifestData {
  controls: ControlData[];
  gates: {id: string; title: string}[];
  evidence: {id: string; title: string; href: string}[];
}

const data = (await (await fetch('./trust.json')).json()) as ManifestData;
const gates = new Map(data.gates.map((gate) => [gate.id, gate]));
const proofs = new Map(data.evidence.map((proof) => [proof.id, proof]));

/** The value of each placeholder in the template. */
const PLACEHOLDERS: Record<string, (control: ControlData, index: number) => string> = {
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
  PLACEHOLDERS[`gate${i}`] = (control) => gates.get(control.gates[i]!)!.title;
  PLACEHOLDERS[`gateLink${i}`] = (control) => `#trust/gate/${control.gates[i]!}`;
}
for (const i of [0, 1]) {
  PLACEHOLDERS[`proof${i}`] = (control) => proofs.get(control.evidence[i]!)!.title;
  PLACEHOLDERS[`proofLink${i}`] = (control) => proofs.get(control.evidence[i]!)!.href;
}

const template = document.querySelector<HTMLTemplateElement>('#row')!.content.firstElementChild!;
const EVERYTHING = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;

/** The positions of the placeholders in document order, and their values. */
const placeholders = placeholdersIn(template);

function placeholdersIn(row: Element) {
  const found: {position: number; attribute?: string; value: (typeof PLACEHOLDERS)[string]}[] = [];
  const valueOf = (text: string) => PLACEHOLDERS[/^\{(\w+)\}$/.exec(text)?.[1] ?? ''];
  const walker = document.createTreeWalker(row, EVERYTHING);
  let position = 0;
  do {
    const node = walker.currentNode;
    if (node instanceof Text) {
      const value = valueOf(node.data);
      if (value) found.push({position, value});
    } else {
      for (const {name, value: text} of (node as Element).attributes) {
        const value = valueOf(text);
        if (value) found.push({position, attribute: name, value});
      }
    }
    position++;
  } while (walker.nextNode());
  return found;
}

function newRow(control: ControlData, index: number): Element {
  const row = document.importNode(template, true);
  const walker = document.createTreeWalker(row, EVERYTHING);
  let at = 0;
  for (const {position, attribute, value} of placeholders) {
    for (; at < position; at++) walker.nextNode();
    if (attribute) (walker.currentNode as Element).setAttribute(attribute, value(control, index));
    else (walker.currentNode as Text).data = value(control, index);
  }
  return row;
}

/** Rendered rows, kept for reuse. */
const rendered = new Map<ControlData, Element>();

function rowOf(control: ControlData, index: number): Element {
  let row = rendered.get(control);
  if (row) row.setAttribute('aria-rowindex', String(index + 2));
  else rendered.set(control, (row = newRow(control, index)));
  return row;
}

let shown = data.controls;
const groups: HTMLElement[] = [];
/** The first group that may still be empty. */
let next = 0;
let planned = 0;

/** Renders the rows of a group, and leaves existing ones untouched. */
function renderGroup(group: number): void {
  const element = groups[group]!;
  const start = group * SIZE;
  const rows = shown.slice(start, start + SIZE).map((control, i) => rowOf(control, start + i));
  const wanted = new Set(rows);
  for (const row of [...element.children]) if (!wanted.has(row)) row.remove();
  for (const [i, row] of rows.entries()) {
    const existing = element.children[i] ?? null;
    if (existing !== row) element.insertBefore(row, existing);
  }
}

const near = new IntersectionObserver(
  (entries) => {
    for (const {isIntersecting, target} of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      renderGroup(groups.indexOf(target as HTMLElement));
    }
  },
  {rootMargin: '100% 0px'},
);

function renderWhenIdle(): void {
  planned = requestIdleCallback(() => {
    while (next < groups.length && groups[next]!.firstChild) next++;
    if (next >= groups.length || shown.length > ALL_ROWS) return;
    renderGroup(next);
    renderWhenIdle();
  });
}

function newGroup(): HTMLElement {
  const group = document.createElement('div');
  group.setAttribute('role', 'rowgroup');
  return group;
}

/** Renders these rows instead of the previous ones. */
function show(controls: ControlData[]): void {
  shown = controls;
  near.disconnect();
  cancelIdleCallback(planned);
  const count = Math.ceil(controls.length / SIZE);
  for (const group of groups.splice(count)) group.remove();
  for (const group of groups.slice(1)) group.replaceChildren();
  const more = Array.from({length: count - groups.length}, newGroup);
  groups.push(...more);
  for (const group of groups) group.classList.toggle('lazy', count > 1);
  if (count) renderGroup(0);
  table.append(...more);
  for (const group of groups.slice(1)) near.observe(group);
  next = 1;
  renderWhenIdle();
}

const root = attachFrame(document.querySelector<HTMLTemplateElement>('#controls')!.content);
const table = root.querySelector('[role="table"]')!;
show(data.controls);

let haystacks: Map<ControlData, string> | undefined;

function haystackOf(control: ControlData): string {
  const {title, category, summary, current, gated, ownerRole, mappings} = control;
  return [
    title,
    category,
    summary,
    current,
    gated,
    ownerRole,
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
