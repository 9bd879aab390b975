import {parseUrl} from '../text/links.js';

/** The message that reports a new height of this page, in CSS pixels, to the embedding page. */
export interface HeightMessage {
  readonly type: 'arqen-trust-center:height';
  readonly height: number;
}

/**
 * Reports the height of this page to the embedding page, if its origin is one of `embedders`. The message is
 * addressed to that origin, so the browser does not deliver it to a page that has replaced the embedder.
 */
export function reportHeight(embedders: readonly string[]): void {
  if (parent === window) return;
  const embedder = embeddingOrigin();
  if (!embedder || !embedders.includes(embedder)) {
    console.info(
      `${embedder ?? 'The embedding page, which hides its origin,'} does not receive the height of this page: its origin is not listed under "embedders" in embed.json.`,
    );
    return;
  }
  const page = document.documentElement;
  let reported = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(page.getBoundingClientRect().height);
    if (height === reported) return;
    reported = height;
    const message: HeightMessage = {type: 'arqen-trust-center:height', height};
    parent.postMessage(message, embedder);
  }).observe(page);
}

/** Returns the embedder's origin. Without `ancestorOrigins`, it is the referrer's, which may be hidden. */
function embeddingOrigin(): string | undefined {
  const {ancestorOrigins} = location as {ancestorOrigins?: DOMStringList};
  return ancestorOrigins?.[0] ?? parseUrl(document.referrer)?.origin;
}
