/**
 * Extracts the markup and the styles of the element's rendered rows, which the reference pages are made of.
 * This way, all pages look alike, and a change to the element's rows reaches every page.
 */
import type {Browser} from 'puppeteer-core';
import {withFreshPage} from '../harness/browser.js';
import type {Control, Evidence, Gate} from '../../src/manifest/schema.js';

/** Pieces of the rendered element, as HTML without Lit's comments. */
export interface Material {
  /** The shadow root of the center, with its styles, around an empty `<arqen-trust-controls>`. */
  readonly center: string;
  /** The shadow root of the controls before the rows, with its styles, and after them. */
  readonly before: string;
  readonly after: string;
  readonly rows: readonly string[];
  /** The first row, with `{name}` placeholders for the values that differ from row to row. */
  readonly template: string;
  /** The text of each row, which a filter searches. */
  readonly texts: readonly string[];
}

/** Marks the place of the rows. */
const ROWS = '<!--rows-->';

/**
 * Opens a page with the element, renders every row, and takes the markup apart.
 *
 * @throws {Error} if the element does not render every row
 */
export async function materialOf(
  browser: Browser,
  url: string,
  manifest: RowsManifest,
): Promise<Material> {
  return withFreshPage(browser, async ({page}) => {
    await page.goto(url);
    await page.waitForFunction(() =>
      document
        .querySelector('arqen-trust-center')
        ?.shadowRoot?.querySelector('arqen-trust-controls')
        ?.shadowRoot?.querySelector('[data-kind="control"]'),
    );
    const {center, controls, ...rest} = await page.evaluate(extract, ROWS, valuesOf(manifest));
    const expected = manifest.controls.length;
    if (rest.rows.length !== expected)
      throw new Error(`The element rendered ${rest.rows.length} of ${expected} rows for print.`);
    const [before, after] = controls.split(ROWS) as [string, string];
    return {center, before, after, ...rest};
  });
}

/** The fields of this benchmark's manifests that the rows show. */
export interface RowsManifest {
  readonly controls: readonly Required<Control>[];
  readonly gates: readonly Gate[];
  readonly evidence: readonly Evidence[];
}

/** Returns the first row's values by placeholder name, as they appear in text or attributes. */
function valuesOf(manifest: RowsManifest): Record<string, string> {
  const control = manifest.controls[0]!;
  const {id, title, category, summary, current, gated, ownerRole, mappings} = control;
  const gates = control.gates.map((gate) => manifest.gates.find(({id}) => id === gate)!);
  const proofs = control.evidence.map((proof) => manifest.evidence.find(({id}) => id === proof)!);
  return {
    id,
    title,
    category,
    summary,
    current,
    gated,
    ownerRole,
    // `aria-rowindex` counts from 1, and the header is the first row.
    index: '2',
    mapping: mappings.map(({framework, ref}) => `${framework} ${ref}`).join(),
    ...Object.fromEntries(gates.map(({title}, i) => [`gate${i}`, title])),
    ...Object.fromEntries(gates.map(({id}, i) => [`gateLink${i}`, `#trust/gate/${id}`])),
    ...Object.fromEntries(proofs.map(({title}, i) => [`proof${i}`, title])),
    ...Object.fromEntries(proofs.map(({href}, i) => [`proofLink${i}`, href!])),
  };
}

/** Runs in the page: its helpers are nested, because only this function is sent there. */
function extract(marker: string, values: Record<string, string>) {
  const center = document.querySelector('arqen-trust-center')!.shadowRoot!;
  const section = center.querySelector('arqen-trust-controls')!;
  const controls = section.shadowRoot!;
  // Printing renders every row, at any size.
  window.dispatchEvent(new Event('beforeprint'));
  const styles = [inlined(center), inlined(controls)] as const;
  clean(center);
  clean(controls);
  const elements = [...controls.querySelectorAll<HTMLElement>('[data-kind="control"]')];
  const rows = elements.map((row) => row.outerHTML);
  const texts = elements.map((row) => row.textContent.toLowerCase());
  const template = templateOf(elements[0]!);
  const groups = new Set(elements.map((row) => row.parentElement!));
  const [first, ...others] = groups;
  for (const group of others) group.remove();
  // Static pages have flat rows, in one group.
  for (const {name} of [...first!.attributes]) if (name !== 'role') first!.removeAttribute(name);
  first!.replaceChildren(new Comment(marker.slice(4, -3)));
  return {
    center: styles[0] + center.innerHTML,
    controls: styles[1] + controls.innerHTML,
    rows,
    texts,
    template,
  };

  function inlined(root: ShadowRoot): string {
    const sheets = root.adoptedStyleSheets.flatMap(({cssRules}) => [...cssRules]);
    return `<style>${sheets.map(({cssText}) => cssText).join('\n')}</style>`;
  }

  /** Reduces the markup to what a server would send: no comments, single spaces, relative URLs. */
  function clean(root: ShadowRoot): void {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_TEXT);
    const comments: ChildNode[] = [];
    while (walker.nextNode()) {
      const node = walker.currentNode as CharacterData & ChildNode;
      if (node instanceof Comment) comments.push(node);
      else node.data = node.data.replace(/\s+/g, ' ');
    }
    for (const comment of comments) comment.remove();
    root.normalize();
    for (const link of root.querySelectorAll('a')) {
      const {href} = link;
      link.setAttribute(
        'href',
        href.replace(location.href + '#', '#').replace(location.origin, ''),
      );
    }
  }

  function templateOf(row: HTMLElement): string {
    const names = new Map(Object.entries(values).map(([name, value]) => [value, `{${name}}`]));
    const found = new Set<string>();
    const placeholderOf = (value: string) => {
      const placeholder = names.get(value.trim());
      if (placeholder) found.add(placeholder);
      return placeholder;
    };
    const copy = row.cloneNode(true) as HTMLElement;
    for (const element of [copy, ...copy.querySelectorAll('*')])
      for (const {name, value} of [...element.attributes])
        if (['data-id', 'aria-rowindex', 'href'].includes(name))
          element.setAttribute(name, placeholderOf(value) ?? value);
    const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode as Text;
      text.data = placeholderOf(text.data) ?? text.data;
    }
    const missing = [...names.values()].filter((placeholder) => !found.has(placeholder));
    if (missing.length) throw new Error(`The first row does not show ${missing.join(', ')}`);
    return copy.outerHTML;
  }
}
