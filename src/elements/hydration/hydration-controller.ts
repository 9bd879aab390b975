import type {LoadedManifest} from '../../manifest/load.js';
import type {CenterHost} from '../center/host.js';
import {SSR_ATTRIBUTE} from '../tags.js';
import {clearRendering} from '../ui/clear-rendering.js';
import type * as Hydrate from './hydrate.js';

/**
 * Hydrates or replaces markup that a server rendered: see `hydrate.ts` for the choice. Until then the
 * markup stays as a fallback, and the center renders nothing of its own.
 */
export class HydrationController {
  /** The hydration chunk. Resolves to `undefined` if it cannot be loaded; the markup is then replaced. */
  #chunk: Promise<typeof Hydrate | undefined> | undefined;
  #hydrate: (() => boolean) | undefined;

  constructor(private readonly host: CenterHost) {}

  /** Whether the page has server markup that is neither hydrated nor replaced yet. */
  get pending(): boolean {
    return !!this.#chunk;
  }

  /** Starts loading the hydration chunk. The parser may still be filling the shadow root. */
  start(): void {
    this.#chunk = import('./hydrate.js').catch(() => undefined);
  }

  /**
   * Resolves when the server markup is complete; `undefined` if there is nothing to wait for. A half-parsed
   * tree can be neither hydrated nor replaced, because the parser would append the other half.
   */
  parsed(): Promise<unknown> | undefined {
    if (!this.pending || document.readyState !== 'loading') return undefined;
    return new Promise((resolve) => {
      document.addEventListener('DOMContentLoaded', resolve, {once: true});
    });
  }

  /** Prepares to hydrate. Called before a manifest is shown, because a server may have rendered it. */
  async prepare(loaded: LoadedManifest): Promise<void> {
    const chunk = await this.#chunk;
    this.#hydrate = await chunk?.prepareHydration(this.host, loaded);
  }

  /**
   * Hydrates the server markup, or removes it.
   * @param current Whether the shown manifest is the one that `prepare` was called with.
   */
  settle(current: boolean): void {
    const {host, pending} = this;
    const {renderRoot, renderOptions} = host;
    // Without the `<template>` around them, which sanitizers remove, the nodes are children of the tag.
    if (host.hasAttribute(SSR_ATTRIBUTE) && !pending)
      for (const child of host.querySelectorAll(':scope > :is(.fit, link, style)')) child.remove();
    // From here on the center renders itself, even if the tag arrived without its shadow root.
    host.removeAttribute(SSR_ATTRIBUTE);
    if (!pending) return;
    this.#chunk = undefined;
    if (current && this.#hydrate?.()) return;
    // An earlier update may have rendered into it.
    clearRendering(renderRoot);
    renderOptions.renderBefore = null;
  }
}
