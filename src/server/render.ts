import type {LitElementRenderer, RenderInfo} from '@lit-labs/ssr';
import {collectResult} from '@lit-labs/ssr/lib/render-result.js';
import type {TrustCenter} from '../elements/center/trust-center.js';
import {centerClass, sectionClass} from '../elements/define.js';
import {
  DERIVED_AT,
  DERIVED_BASE,
  HYDRATION_KEY,
  hydrationKey,
  serverMessagesOptions,
  applyServerState,
} from '../elements/hydration/server-state.js';
import {resolveServerLocale} from '../elements/center/locale-controller.js';
import {loadRenderer} from '../elements/center/load-renderer.js';
import {SSR_ATTRIBUTE, SECTION_KEYS} from '../elements/tags.js';
import {SECTIONS} from '../elements/sections/registry.js';
import {createElementRenderer} from './element-renderer.js';
import {readGiven} from './read-manifest.js';
import {escapeAttribute, escapeScript} from './escape.js';
import {attributesOf, readOptions, type RenderOptions} from './options.js';

export type {RenderOptions} from './options.js';

/**
 * A manifest as HTML: the whole tag, with everything that the center shows of it in declarative shadow
 * roots, as it holds now. It can be read where no script runs; where one does, the element takes it over,
 * asks the guards, and goes on from there. A manifest that a page would refuse gives the tag with the error
 * in it.
 * @throws {TypeError} Where options make no sense, with what to give instead.
 */
export async function renderTrustCenter(options: RenderOptions): Promise<string> {
  const {tag, prefix, base, dress, now} = readOptions(options);
  const renderer = await loadRenderer();
  register(tag, prefix);
  const Renderer = createElementRenderer(dress);
  const drawing = new Renderer(tag);
  const center = drawing.element as unknown as TrustCenter;
  // Whoever has a tag written has put nothing into it.
  Object.defineProperty(center, 'querySelector', {value: () => null});
  // What a section asks of its context takes the way through it.
  center.attachShadow({mode: 'open'});
  for (const [name, value] of attributesOf(options)) drawing.setAttribute(name, value);

  const inline = options.src === undefined ? escapeScript(textOf(options.manifest)) : undefined;
  const result = await readGiven({...options, ...(inline && {manifest: inline})}, base);
  const manner = serverMessagesOptions(center, now, await resolveServerLocale(options.locale));
  const marks = new Map([
    [DERIVED_AT, new Date(now).toISOString()],
    [DERIVED_BASE, base],
  ]);
  if (result.status === 'loaded') {
    await renderer.markdownReady(result.manifest);
    marks.set(HYDRATION_KEY, await hydrationKey(center, result, manner));
  }
  drawing.setAttribute(SSR_ATTRIBUTE, 'center');
  applyServerState(center, result, manner, renderer);

  const said = [...marks].map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`).join('');
  const shadow = await collectResult(drawing.renderShadow(within(drawing, Renderer))!);
  const attributes = await collectResult(drawing.renderAttributes());
  const script = inline ? `<script type="application/json">${inline}</script>` : '';
  return `<${tag}${attributes}><template shadowrootmode="open"><template${said}></template>${shadow}</template>${script}</${tag}>`;
}

const textOf = (manifest: unknown) =>
  typeof manifest === 'string' ? manifest : JSON.stringify(manifest);

/** Where the sections are drawn: in the center, by whose context they find their data. */
const within = (center: LitElementRenderer, renderer: typeof LitElementRenderer): RenderInfo => ({
  elementRenderers: [renderer],
  customElementInstanceStack: [center],
  customElementHostStack: [center],
  eventTargetStack: [center.element],
  slotStack: [],
  deferHydration: false,
});

/** The tags in Lit's registry for Node, where nobody has registered them. */
function register(name: string, prefix: string): void {
  const sections = SECTION_KEYS.map(
    (key) => [`${prefix}-${key}`, sectionClass(prefix, SECTIONS[key].element)] as const,
  );
  for (const [tag, element] of [[name, centerClass(prefix)] as const, ...sections])
    if (!customElements.get(tag)) customElements.define(tag, element);
}
