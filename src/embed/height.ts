import {parseUrl} from '../text/links.js';

/** What the embedding page is told, each time it is another: the height of everything, in CSS pixels. */
export interface HeightMessage {
  readonly type: 'arqen-trust-center:height';
  readonly height: number;
}

/**
 * Tells the embedding page how tall this one is, where its origin is one of those given. It is addressed
 * to that origin: should another page be there meanwhile, the browser does not deliver it.
 */
export function reportHeight(embedders: readonly string[]): void {
  if (parent === window) return;
  const embedder = embeddingOrigin();
  if (!embedder || !embedders.includes(embedder)) {
    console.info(
      `${embedder ?? 'The embedding page, which hides its origin,'} is not told how tall this page is: its origin is not among the "embedders" in embed.json.`,
    );
    return;
  }
  const page = document.documentElement;
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(page.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    const message: HeightMessage = {type: 'arqen-trust-center:height', height};
    parent.postMessage(message, embedder);
  }).observe(page);
}

/** Where a browser does not know the ancestors, the referrer tells the origin, unless the page hides it. */
function embeddingOrigin(): string | undefined {
  const {ancestorOrigins} = location as {ancestorOrigins?: DOMStringList};
  return ancestorOrigins?.[0] ?? parseUrl(document.referrer)?.origin;
}
