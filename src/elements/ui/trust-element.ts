import {adoptStyles, LitElement, type CSSResult} from 'lit';

/** The style sheets of other documents, because a root can adopt only those of its own document. */
const copies = new WeakMap<Document, Map<CSSResult, CSSStyleSheet>>();

/** The base class of the center and its sections. A page may move them into the document of a frame. */
export abstract class TrustElement extends LitElement {
  readonly #prototype = Object.getPrototypeOf(this) as object;

  protected override createRenderRoot(): ShadowRoot {
    const root = this.shadowRoot ?? this.attachShadow({mode: 'open'});
    // Lit renders before nodes that are there already.
    this.renderOptions.renderBefore ??= root.firstChild;
    this.#adoptStyles(root);
    return root;
  }

  override disconnectedCallback(): void {
    this.#keepPrototype();
    super.disconnectedCallback();
  }

  adoptedCallback(): void {
    this.#keepPrototype();
    // The new document has removed the style sheets.
    if (this.shadowRoot) this.#adoptStyles(this.shadowRoot);
  }

  /**
   * Restores the prototype of this element and those inside it, which Firefox replaces by the
   * `HTMLElement.prototype` of the new document (Mozilla bug 1502814). All at once, because the center calls
   * its sections before their own callbacks run.
   */
  #keepPrototype(): void {
    if (Object.getPrototypeOf(this) === this.#prototype) return;
    const inside = [this, this.shadowRoot].flatMap((root) => [
      ...(root?.querySelectorAll('*') ?? []),
    ]);
    for (const element of [this, ...inside])
      if (#prototype in element) Object.setPrototypeOf(element, element.#prototype);
  }

  #adoptStyles(root: ShadowRoot): void {
    const {elementStyles} = this.constructor as typeof LitElement;
    const page = root.ownerDocument as Document | undefined;
    // On a server there is no document, and the style sheet is a file.
    if (!page) return;
    const {defaultView} = page;
    if (page === document) adoptStyles(root, elementStyles);
    // A document without a window, such as that of a template, shows nothing.
    else if (defaultView) {
      const known = copies.get(page) ?? new Map<CSSResult, CSSStyleSheet>();
      copies.set(page, known);
      root.adoptedStyleSheets = (elementStyles as CSSResult[]).map((style) => {
        let sheet = known.get(style);
        if (!sheet) {
          sheet = new defaultView.CSSStyleSheet();
          sheet.replaceSync(style.cssText);
          known.set(style, sheet);
        }
        return sheet;
      });
    }
  }
}
