/**
 * Takes over what a server drew, node by node. No other page needs this: it is loaded where a center finds
 * a declarative shadow root.
 */
import {hydrate} from '@lit-labs/ssr-client';
import type {LitElement} from 'lit';
import type {Loaded} from '../manifest/load.js';
import type {TrustCenter} from './center.js';
import {
  DERIVED_AT,
  DERIVED_FROM,
  digestOfDrawing,
  DRAWN,
  serverManner,
  showDerived,
} from './derived.js';
import {serverSpoken} from './language.js';
import {loadEngine} from './load-engine.js';

/**
 * Gets ready to take over what a server drew of a manifest. Resolves to what does it, at once, or to nothing
 * where it was drawn of another manifest, in another manner, or by another release.
 */
export async function readyToTakeOver(
  center: TrustCenter,
  loaded: Loaded,
): Promise<(() => void) | undefined> {
  const at = Date.parse(center.getAttribute(DERIVED_AT) ?? '');
  const manner = serverManner(center, at, await serverSpoken(center.locale));
  if ((await digestOfDrawing(center, loaded, manner)) !== center.getAttribute(DERIVED_FROM))
    return undefined;
  // The server had read it.
  await (await loadEngine()).markdownRead(loaded.manifest);
  return () => {
    const {messages} = center;
    showDerived(center, {...loaded}, manner);
    const sections = center.renderRoot.querySelectorAll<LitElement>(`[${DRAWN}]`);
    for (const drawn of [center, ...sections]) takeOver(drawn);
    // The sections draw themselves again in a moment: until then everything else is as it is without a server.
    center.messages = messages;
    center.live = undefined;
  };
}

/** Has an element's templates find their places in what is there. Where they are others, it is drawn anew. */
function takeOver(drawn: LitElement): void {
  const {renderRoot, renderOptions} = drawn;
  try {
    hydrate(
      (drawn as unknown as {render(): unknown}).render(),
      renderRoot as ShadowRoot,
      renderOptions,
    );
    renderRoot.querySelector(':scope > link, :scope > style')?.remove();
  } catch {
    renderRoot.replaceChildren();
    Reflect.deleteProperty(renderRoot, '_$litPart$');
  }
  renderOptions.renderBefore = null;
}
