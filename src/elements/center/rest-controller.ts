import {chunkMissing, toFailedLoad} from '../../manifest/load-error.js';
import {TrustErrorEvent} from '../events.js';
import {clearRendering} from '../ui/clear-rendering.js';
import type {DeepLinkController} from './deep-link-controller.js';
import type {CenterHost} from './host.js';
import {loadRest} from './load-rest.js';
import {Retry} from './retry.js';

/** Loads what follows the first text for a center, again if that fails, and follows links to rows. */
export class RestController {
  readonly #retry: Retry;
  #links: DeepLinkController | undefined;

  constructor(private readonly host: CenterHost) {
    this.#retry = new Retry(host, () => this.load());
  }

  async load(): Promise<void> {
    const {host} = this;
    const first = !this.#links;
    this.#retry.stop();
    try {
      const {DeepLinkController} = await loadRest();
      // In the document of a frame, sections are not upgraded, only created.
      if (first && host.ownerDocument !== document) {
        clearRendering(host.renderRoot);
        host.renderOptions.renderBefore = null;
        host.requestUpdate();
      }
      host.chunkMissing = false;
      this.#retry.reset();
      this.#links ??= new DeepLinkController(host);
    } catch (error) {
      host.chunkMissing = true;
      this.#retry.failed();
      host.dispatchEvent(new TrustErrorEvent(toFailedLoad(chunkMissing(error)).error));
      return;
    }
    await host.updateComplete;
    if (first) this.#links.revealHash();
  }
}
