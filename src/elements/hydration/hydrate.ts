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
import {loadChecksFor, readingFor} from '../ui/claim-reading.js';
import {loadMarkdownFor} from '../ui/markdown.js';
import {
  applyServerState,
  checksum,
  DERIVED_AT,
  DERIVED_BASE,
  HYDRATION_KEY,
  hydrationKey,
  MARKUP_CHECKSUM,
  serverMessagesOptions,
} from './server-state.js';

/**
 * Prepares everything that hydration needs, and resolves to a function that hydrates synchronously, or returns
 * `false` if the markup was rewritten on its way. Resolves to `undefined` if the markup was rendered from another
 * manifest, with other options, or by another release.
 */
export async function prepareHydration(
  center: CenterHost,
  loaded: LoadedManifest,
): Promise<(() => boolean) | undefined> {
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
  await Promise.all([loadMarkdownFor(loaded.manifest), loadChecksFor(loaded.manifest)]);
  const posture = await runInSlices(
    derivePostureInSteps(loaded.manifest, new Map(), at, readingFor(rendered.url)),
  );
  return () => {
    const {messages, renderRoot} = center;
    const tags = sectionTags(center.tagPrefix).join();
    const elements = [center, ...renderRoot.querySelectorAll<Hydratable>(tags)];
    if (checksum(nodesOf(renderRoot)) !== marker.getAttribute(MARKUP_CHECKSUM)) return false;
    // The server's dates are formatted, so those that replace them must be, too.
    prepareFormats(options.locale);
    applyServerState(center, rendered, posture, options);
    for (const element of elements) hydrateElement(element);
    // From here on the center is in the state it would have without a server; sections update next.
    center.messages = messages;
    center.postureState = undefined;
    return true;
  };
}

/**
 * Lists the nodes of server markup, as `checksum` expects them. Sanitizers and minifiers change attributes and
 * remove the comments that delimit its parts; tools that translate a page change, wrap and split texts. `hydrate`
 * would miss that.
 */
function* nodesOf(root: ParentNode): Generator<string[]> {
  const nodes = document.createTreeWalker(
    root,
    NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    (node) =>
      node instanceof Element && node.matches(SERVER_ONLY)
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
  );
  let parts: string[] = [];
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    if (node instanceof Text) {
      parts.push(node.data);
      continue;
    }
    const element = node instanceof Element ? node : undefined;
    const {data} = node as Comment;
    if (!element && !/^\/?lit-/.test(data)) continue;
    yield parts;
    parts = element ? [element.localName, ...attributesOf(element)] : [data];
    const section = element?.shadowRoot;
    if (!section) continue;
    yield parts;
    // Without a `<template>`, the nodes of a section are its children.
    parts = section.hasChildNodes() ? [] : ['empty'];
    yield* nodesOf(section);
  }
  yield parts;
}

const attributesOf = ({attributes}: Element) =>
  [...attributes]
    .filter(({value}) => value)
    .map(({name, value}) => `${name.toLowerCase()}=${value}`)
    .sort();

/** The marker, and the styles of an element. */
const SERVER_ONLY = 'template, link, style';

/** The center or a section, as far as hydration uses it. */
type Hydratable = HTMLElement & Pick<LitElement, 'renderRoot' | 'renderOptions'>;

/** Binds an element's templates to its existing nodes. If they do not match, renders it from scratch. */
function hydrateElement(element: Hydratable): void {
  const {renderRoot, renderOptions} = element;
  try {
    hydrate((element as unknown as {render(): unknown}).render(), renderRoot, renderOptions);
    // `:scope >` matches nothing in a ShadowRoot.
    for (const child of [...renderRoot.children]) if (child.matches(SERVER_ONLY)) child.remove();
  } catch {
    clearRendering(renderRoot);
  }
  renderOptions.renderBefore = null;
  element.removeAttribute(SSR_ATTRIBUTE);
}
