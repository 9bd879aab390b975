import type {ReactiveController, ReactiveControllerHost} from 'lit';

type Host = ReactiveControllerHost &
  HTMLElement & {
    readonly renderRoot: ParentNode;
    readonly print: unknown;
    requestUpdate(name?: PropertyKey): void;
  };

/**
 * Renders its host for print, where a reader can neither unfold details nor clear a filter. The host
 * keeps it as its member `print`.
 */
export class PrintController implements ReactiveController {
  /** Whether to render everything, including what the reader has filtered out. */
  printing = false;
  /** The details that were folded before printing. */
  #folded: readonly HTMLDetailsElement[] = [];

  constructor(
    private readonly host: Host,
    /** Performs the host's pending update synchronously. */
    private readonly updateNow: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    // On a server, elements are not connected to a page, and there is no window.
    if (!this.host.isConnected) return;
    window.addEventListener('beforeprint', this.#beforePrint);
    window.addEventListener('afterprint', this.#afterPrint);
  }

  hostDisconnected(): void {
    window.removeEventListener('beforeprint', this.#beforePrint);
    window.removeEventListener('afterprint', this.#afterPrint);
    this.#afterPrint();
  }

  #setPrinting(printing: boolean): void {
    this.printing = printing;
    // Names the host's member, because `shouldUpdate` may skip an update if only the posture changed.
    this.host.requestUpdate('print');
  }

  readonly #beforePrint = () => {
    // The event may fire twice; the second time would find no folded details.
    if (this.printing) return;
    this.#setPrinting(true);
    // Update synchronously, because no microtask runs between `beforeprint` and printing.
    this.updateNow();
    this.#folded = [
      ...this.host.renderRoot.querySelectorAll<HTMLDetailsElement>('details:not([open])'),
    ];
    for (const details of this.#folded) details.open = true;
  };

  readonly #afterPrint = () => {
    if (!this.printing) return;
    this.#setPrinting(false);
    for (const details of this.#folded) details.open = false;
    this.#folded = [];
  };
}
