/**
 * Takes over what a server drew, node by node. No other page needs this: it is loaded where a center finds
 * a declarative shadow root.
 */
import {hydrate} from '@lit-labs/ssr-client';
import type {LitElement} from 'lit';
import type {Loaded} from '../../manifest/load.js';
import type {TrustCenter} from '../center/trust-center.js';
import {
  DERIVED_AT,
  DERIVED_BASE,
  DERIVED_FROM,
  digestOfDrawing,
  serverManner,
  showDerived,
} from './server-state.js';
import {serverSpoken} from '../center/locale-controller.js';
import {loadEngine} from '../center/load-renderer.js';
import {DRAWN} from '../tags.js';

/**
 * Gets ready to take over what a server drew of a manifest. Resolves to what does it, at once, or to nothing
 * where it was drawn of another manifest, in another manner, or by another release.
 */
export async function readyToTakeOver(
  center: TrustCenter,
  loaded: Loaded,
): Promise<(() => void) | undefined> {
  const marks = center.renderRoot.querySelector(`[${DERIVED_AT}]`);
  const at = Date.parse(marks?.getAttribute(DERIVED_AT) ?? '');
  // A page may be seen elsewhere than its server thought, as in a preview. Links are put right a moment later.
  const drawn = {...loaded, url: marks?.getAttribute(DERIVED_BASE) ?? loaded.url};
  const manner = serverManner(center, at, await serverSpoken(center.locale));
  if ((await digestOfDrawing(center, drawn, manner)) !== marks?.getAttribute(DERIVED_FROM))
    return undefined;
  const engine = await loadEngine();
  // The server had read it.
  await engine.markdownRead(loaded.manifest);
  return () => {
    const {messages} = center;
    showDerived(center, drawn, manner, engine);
    const sections = center.renderRoot.querySelectorAll<LitElement>(`[${DRAWN}]`);
    for (const element of [center, ...sections]) takeOver(element);
    // The sections draw themselves again in a moment: until then everything else is as it is without a server.
    center.messages = messages;
    center.live = undefined;
  };
}

/** Has an element's templates find their places in what is there. Where they are others, it is drawn anew. */
function takeOver(drawn: LitElement): void {
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
  drawn.removeAttribute(DRAWN);
}
