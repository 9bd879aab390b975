import type {LitElementRenderer, RenderInfo} from '@lit-labs/ssr';
import {collectResult} from '@lit-labs/ssr/lib/render-result.js';
import type {CenterHost} from '../elements/center/host.js';
import {resolveServerLocale} from '../elements/center/locale-controller.js';
import {centerClass, sectionClass} from '../elements/define.js';
import {
  applyServerState,
  checksum,
  DERIVED_AT,
  DERIVED_BASE,
  HYDRATION_KEY,
  hydrationKey,
  MARKUP_CHECKSUM,
  serverMessagesOptions,
} from '../elements/hydration/server-state.js';
import {SECTIONS} from '../elements/sections/sections.js';
import {SECTION_KEYS, SSR_ATTRIBUTE} from '../elements/tags.js';
import {loadMarkdownFor} from '../elements/ui/markdown.js';
import {derivePosture} from '../posture/at-once.js';
import {toJson} from '../text/json.js';
import {createElementRenderer} from './element-renderer.js';
import {escapeAttribute, escapeScript, unescape} from './escape.js';
import {attributesOf, resolveOptions, type RenderOptions} from './options.js';
import {readManifest} from './read-manifest.js';

export type {RenderOptions} from './options.js';

/**
 * Renders a manifest as HTML: the whole tag, with its posture as of now in declarative shadow roots. It is
 * readable without scripts. With scripts, the element hydrates it and checks the guards. A manifest that a
 * page would refuse renders the tag with the error inside.
 * @throws {TypeError} Names the invalid option and what to pass instead.
 */
export async function renderTrustCenter(options: RenderOptions): Promise<string> {
  const {tag, prefix, base, styleSource, now} = resolveOptions(options);
  register(tag, prefix);
  const Renderer = createElementRenderer(styleSource);
  const renderer = new Renderer(tag);
  const center = renderer.element as unknown as CenterHost;
  // The tag is rendered without children.
  Object.defineProperty(center, 'querySelector', {value: () => null});
  // Context requests from the sections pass through the shadow root.
  center.attachShadow({mode: 'open'});
  for (const [name, value] of attributesOf(options)) renderer.setAttribute(name, value);

  const inline = options.src === undefined ? escapeScript(toText(options.manifest)) : undefined;
  const result = await readManifest({...options, ...(inline && {manifest: inline})}, base);
  const locale = await resolveServerLocale(options.locale);
  const messagesOptions = serverMessagesOptions(center, now, locale);
  const marker = new Map([
    [DERIVED_AT, new Date(now).toISOString()],
    [DERIVED_BASE, base],
  ]);
  if (result.status === 'loaded') {
    await loadMarkdownFor(result.manifest);
    marker.set(HYDRATION_KEY, await hydrationKey(center, result, messagesOptions));
  }
  renderer.setAttribute(SSR_ATTRIBUTE, 'center');
  const posture =
    result.status === 'loaded' ? derivePosture(result.manifest, new Map(), now) : undefined;
  applyServerState(center, result, posture, messagesOptions);

  const shadow = await collectResult(renderer.renderShadow(renderInfo(renderer, Renderer))!);
  marker.set(MARKUP_CHECKSUM, checksum(nodesOf(shadow)));
  const markerAttributes = [...marker]
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join('');
  const attributes = await collectResult(renderer.renderAttributes());
  const script = inline ? `<script type="application/json">${inline}</script>` : '';
  return `<${tag}${attributes}><template shadowrootmode="open"><template${markerAttributes}></template>${shadow}</template>${script}</${tag}>`;
}

/** What hydration removes, end tags, comments, start tags and texts. Quotes and `<` in values are escaped. */
const NODES =
  /<style.*?<\/style>|<(?:link|template|[/?])[^>]*>|<!--(?:(\/?lit-.*?)|.*?)-->|<([a-z][\w-]*)((?:[^">]|"[^"]*")*)>|([^<]+)/gs;

/** Lists the nodes of server markup, as `checksum` expects them. */
function* nodesOf(markup: string): Generator<string[]> {
  let parts: string[] = [];
  for (const [, comment, name, attributes, text] of markup.matchAll(NODES)) {
    if (text) parts.push(unescape(text));
    const node = comment ?? name;
    if (!node) continue;
    yield parts;
    parts = [node, ...attributesIn(attributes ?? '')];
  }
  yield parts;
}

const attributesIn = (tag: string) =>
  [...tag.matchAll(/([^\s=]+)="([^"]+)"/g)]
    .map(([, name, value]) => `${name!.toLowerCase()}=${unescape(value!)}`)
    .sort();

const toText = (manifest: unknown) => (typeof manifest === 'string' ? manifest : toJson(manifest)!);

/** Makes the sections render inside the center, which provides their context. */
const renderInfo = (
  center: LitElementRenderer,
  renderer: typeof LitElementRenderer,
): RenderInfo => ({
  elementRenderers: [renderer],
  customElementInstanceStack: [center],
  customElementHostStack: [center],
  eventTargetStack: [center.element],
  slotStack: [],
  deferHydration: false,
});

/** Registers the tags in Lit's registry for Node, unless they are registered already. */
function register(name: string, prefix: string): void {
  const sections = SECTION_KEYS.map(
    (key) => [`${prefix}-${key}`, sectionClass(prefix, SECTIONS[key])] as const,
  );
  for (const [tag, element] of [[name, centerClass(prefix)] as const, ...sections])
    if (!customElements.get(tag)) customElements.define(tag, element);
}
