/** Hydrates server markup. Loaded only if a center finds a declarative shadow root. */
import {hydrate} from '@lit-labs/ssr-client';
import type {LitElement} from 'lit';
import {prepareFormats} from '../../i18n/intl.js';
import type {LoadedManifest} from '../../manifest/load.js';
import {derivePostureInSteps} from '../../posture/derive.js';
import {runInSlices} from '../../slices.js';
import type {CenterHost} from '../center/host.js';
import {loadRest} from '../center/load-rest.js';
import {resolveServerLocale} from '../center/locale-controller.js';
import {sectionTags, SSR_ATTRIBUTE} from '../tags.js';
import {clearRendering} from '../ui/clear-rendering.js';
import {loadMarkdownFor} from '../ui/markdown.js';
import {
  applyServerState,
  DERIVED_AT,
  DERIVED_BASE,
  HYDRATION_KEY,
  hydrationKey,
  serverMessagesOptions,
} from './server-state.js';

/**
 * Prepares everything that hydration needs, and resolves to a function that hydrates synchronously.
 * Resolves to `undefined` if the markup was rendered from another manifest, with other options, or by
 * another release.
 */
export async function prepareHydration(
  center: CenterHost,
  loaded: LoadedManifest,
): Promise<(() => void) | undefined> {
  const marker = center.renderRoot.querySelector(`[${DERIVED_AT}]`);
  const at = Date.parse(marker?.getAttribute(DERIVED_AT) ?? '');
  // The page's address may differ from the one the server assumed, for example in a preview. The first
  // update after hydration corrects the links.
  const rendered = {...loaded, url: marker?.getAttribute(DERIVED_BASE) ?? loaded.url};
  // Defines the sections, and completes the English phrases, which are part of the key.
  await loadRest();
  const options = serverMessagesOptions(center, at, await resolveServerLocale(center.locale));
  if ((await hydrationKey(center, rendered, options)) !== marker?.getAttribute(HYDRATION_KEY))
    return undefined;
  // The server rendered markdown, so its lexer must be loaded before the templates are compared.
  await loadMarkdownFor(loaded.manifest);
  const posture = await runInSlices(derivePostureInSteps(loaded.manifest, new Map(), at));
  return () => {
    const {messages} = center;
    // The server's dates are formatted, so those that replace them must be, too.
    prepareFormats(options.locale);
    applyServerState(center, rendered, posture, options);
    const tags = sectionTags(center.tagPrefix).join();
    const sections = center.renderRoot.querySelectorAll<Hydratable>(tags);
    for (const element of [center, ...sections]) hydrateElement(element);
    // From here on the center is in the state it would have without a server; sections update next.
    center.messages = messages;
    center.postureState = undefined;
  };
}

/** The center or a section, as far as hydration uses it. */
type Hydratable = HTMLElement & Pick<LitElement, 'renderRoot' | 'renderOptions'>;

/** Binds an element's templates to its existing nodes. If they do not match, renders it from scratch. */
function hydrateElement(element: Hydratable): void {
  const {renderRoot, renderOptions} = element;
  try {
    if (!isIntact(renderRoot)) throw new Error('The comments of the markup are missing');
    hydrate((element as unknown as {render(): unknown}).render(), renderRoot, renderOptions);
    // Remove the server-only nodes: the marker template and the `<style>` or `<link>`. (`:scope >`
    // matches nothing in a ShadowRoot.)
    for (const child of [...renderRoot.children])
      if (child.matches('template, link, style')) child.remove();
  } catch {
    clearRendering(renderRoot);
  }
  renderOptions.renderBefore = null;
  element.removeAttribute(SSR_ATTRIBUTE);
}

/**
 * Returns whether a root still has the comments that delimit its parts, and in each part at most one text.
 * Minifiers and sanitizers remove comments, and tools that translate a page wrap texts. `hydrate` would
 * log the former, and miss the latter.
 */
function isIntact(root: Node): boolean {
  const comments = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  let parts = 0;
  while (comments.nextNode()) {
    const {data, nextSibling: content} = comments.currentNode as Comment;
    if (data.startsWith('lit-part')) parts++;
    if (data.startsWith('/lit-part')) parts--;
    const end = content instanceof Text ? content.nextSibling : content;
    if (data === 'lit-part' && !(end instanceof Comment)) return false;
  }
  return !parts && comments.currentNode !== root;
}
