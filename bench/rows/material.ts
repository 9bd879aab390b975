/**
 * What the other cells are made of: the markup and the styles of the rows as the element draws them. So
 * nobody is measured with rows that look otherwise, and a change of the element's rows is theirs, too.
 */
import type {Browser} from 'puppeteer-core';
import {withFreshPage} from '../harness/browser.js';
import type {Control, Evidence, Gate} from '../../src/manifest/schema.js';

/** The parts of the drawn element, as HTML without a framework's comments. */
export interface Material {
  /** The shadow root of the center, with its styles, around an empty `<arqen-trust-controls>`. */
  readonly center: string;
  /** What stands in the shadow root of the controls before the rows, with its styles, and after them. */
  readonly before: string;
  readonly after: string;
  readonly rows: readonly string[];
  /** The first row, with `{name}` in the place of whatever differs from row to row. */
  readonly template: string;
  /** What can be read in each row: what a filter looks into. */
  readonly texts: readonly string[];
}

/** Stands where the rows were. */
const ROWS = '<!--rows-->';

/** Draws a page with the element, has every row drawn, and takes it apart. */
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
    const {center, controls, ...rest} = await page.evaluate(take, ROWS, holesOf(manifest));
    const expected = manifest.controls.length;
    if (rest.rows.length !== expected)
      throw new Error(`The element drew ${rest.rows.length} of ${expected} rows for paper.`);
    const [before, after] = controls.split(ROWS) as [string, string];
    return {center, before, after, ...rest};
  });
}

/** What the manifests of this benchmark hold. */
export interface RowsManifest {
  readonly controls: readonly Required<Control>[];
  readonly gates: readonly Gate[];
  readonly evidence: readonly Evidence[];
}

/** What differs from row to row, by the name of its hole: as it stands in a text or an attribute. */
export function holesOf(manifest: RowsManifest, index = 0): Record<string, string> {
  const control = manifest.controls[index]!;
  const {id, title, category, summary, current, gated, ownerRole, mappings} = control;
  const gates = control.gates.map((gate) => manifest.gates.find(({id}) => id === gate)!);
  const proofs = control.evidence.map((proof) => manifest.evidence.find(({id}) => id === proof)!);
  return {
    ...{id, title, category, summary, current, gated, ownerRole},
    index: String(index + 2),
    mapping: mappings.map(({framework, ref}) => `${framework} ${ref}`).join(),
    ...Object.fromEntries(gates.map(({title}, i) => [`gate${i}`, title])),
    ...Object.fromEntries(gates.map(({id}, i) => [`gateLink${i}`, `#trust/gate/${id}`])),
    ...Object.fromEntries(proofs.map(({title}, i) => [`proof${i}`, title])),
    ...Object.fromEntries(proofs.map(({href}, i) => [`proofLink${i}`, href!])),
  };
}

/** Runs in the page. */
function take(marker: string, holes: Record<string, string>) {
  const center = document.querySelector('arqen-trust-center')!.shadowRoot!;
  const section = center.querySelector('arqen-trust-controls')!;
  const controls = section.shadowRoot!;
  // For paper everything is drawn, at any size.
  window.dispatchEvent(new Event('beforeprint'));
  const styles = [inlined(center), inlined(controls)] as const;
  clean(center);
  clean(controls);
  const drawn = [...controls.querySelectorAll<HTMLElement>('[data-kind="control"]')];
  const rows = drawn.map((row) => row.outerHTML);
  const texts = drawn.map((row) => row.textContent.toLowerCase());
  const template = withHoles(drawn[0]!);
  const groups = new Set(drawn.map((row) => row.parentElement!));
  const [home, ...others] = groups;
  for (const group of others) group.remove();
  // Flat rows: what is static knows no groups.
  for (const {name} of [...home!.attributes]) if (name !== 'role') home!.removeAttribute(name);
  home!.replaceChildren(new Comment(marker.slice(4, -3)));
  return {
    center: styles[0] + center.innerHTML,
    controls: styles[1] + controls.innerHTML,
    ...{rows, texts, template},
  };

  function inlined(root: ShadowRoot): string {
    const sheets = root.adoptedStyleSheets.flatMap(({cssRules}) => [...cssRules]);
    return `<style>${sheets.map(({cssText}) => cssText).join('\n')}</style>`;
  }

  /** Leaves what a server would have sent: no comments, single spaces, addresses without this server's. */
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

  function withHoles(row: HTMLElement): string {
    const names = new Map(Object.entries(holes).map(([name, value]) => [value, `{${name}}`]));
    const found = new Set<string>();
    const holeOf = (value: string) => {
      const hole = names.get(value.trim());
      if (hole) found.add(hole);
      return hole;
    };
    const copy = row.cloneNode(true) as HTMLElement;
    for (const element of [copy, ...copy.querySelectorAll('*')])
      for (const {name, value} of [...element.attributes])
        if (['data-id', 'aria-rowindex', 'href'].includes(name))
          element.setAttribute(name, holeOf(value) ?? value);
    const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode as Text;
      text.data = holeOf(text.data) ?? text.data;
    }
    const missing = [...names.values()].filter((hole) => !found.has(hole));
    if (missing.length) throw new Error(`The first row does not show ${missing.join(', ')}`);
    return copy.outerHTML;
  }
}
