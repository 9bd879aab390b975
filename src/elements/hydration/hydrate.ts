/**
 * Takes over what a server drew, node by node. No other page needs this: it is loaded where a center finds
 * a declarative shadow root.
 */
import {hydrate} from '@lit-labs/ssr-client';
import type {LitElement} from 'lit';
import type {LoadedManifest} from '../../manifest/load.js';
import type {TrustCenter} from '../center/trust-center.js';
import {
  DERIVED_AT,
  DERIVED_BASE,
  HYDRATION_KEY,
  hydrationKey,
  serverMessagesOptions,
  applyServerState,
} from './server-state.js';
import {resolveServerLocale} from '../center/locale-controller.js';
import {loadRenderer} from '../center/load-renderer.js';
import {SSR_ATTRIBUTE} from '../tags.js';

/**
 * Gets ready to take over what a server drew of a manifest. Resolves to what does it, at once, or to nothing
 * where it was drawn of another manifest, in another manner, or by another release.
 */
export async function prepareHydration(
  center: TrustCenter,
  loaded: LoadedManifest,
): Promise<(() => void) | undefined> {
  const marks = center.renderRoot.querySelector(`[${DERIVED_AT}]`);
  const at = Date.parse(marks?.getAttribute(DERIVED_AT) ?? '');
  // A page may be seen elsewhere than its server thought, as in a preview. Links are put right a moment later.
  const drawn = {...loaded, url: marks?.getAttribute(DERIVED_BASE) ?? loaded.url};
  const manner = serverMessagesOptions(center, at, await resolveServerLocale(center.locale));
  if ((await hydrationKey(center, drawn, manner)) !== marks?.getAttribute(HYDRATION_KEY))
    return undefined;
  const renderer = await loadRenderer();
  // The server had read it.
  await renderer.markdownReady(loaded.manifest);
  return () => {
    const {messages} = center;
    applyServerState(center, drawn, manner, renderer);
    const sections = center.renderRoot.querySelectorAll<LitElement>(`[${SSR_ATTRIBUTE}]`);
    for (const element of [center, ...sections]) hydrateElement(element);
    // The sections draw themselves again in a moment: until then everything else is as it is without a server.
    center.messages = messages;
    center.postureState = undefined;
  };
}

/** Has an element's templates find their places in what is there. Where they are others, it is drawn anew. */
function hydrateElement(drawn: LitElement): void {
  const {renderRoot, renderOptions} = drawn;
  try {
    hydrate((drawn as unknown as {render(): unknown}).render(), renderRoot, renderOptions);
    // What stood there for want of a script. (In a shadow root there is nothing that `:scope` would match.)
    for (const child of [...renderRoot.children])
      if (child.matches('template, link, style')) child.remove();
  } catch {
    renderRoot.replaceChildren();
    Reflect.deleteProperty(renderRoot, '_$litPart$');
  }
  renderOptions.renderBefore = null;
  drawn.removeAttribute(SSR_ATTRIBUTE);
}
