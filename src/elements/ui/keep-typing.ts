/** The fields that take text, or letters that select an option. */
const TAKES_TEXT = 'input:not([type=radio]), select';

/** Keys that do not type: they leave a field, or belong to a shortcut. */
const PASSES = /^(?:Escape|Tab|Shift|Control|Alt|Meta|F\d+)$/;

/** Keeps what a reader types into a field of `element` from the page, which may have shortcuts of one letter. */
export function keepTyping(element: HTMLElement): void {
  for (const type of ['keydown', 'keypress', 'keyup'] as const)
    element.addEventListener(type, keep);
}

function keep(event: KeyboardEvent): void {
  // On some keyboards, Control and Alt together type a character.
  const isShortcut =
    (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState('AltGraph');
  const field = event.composedPath()[0] as Element;
  if (field.matches(TAKES_TEXT) && !isShortcut && !PASSES.test(event.key)) event.stopPropagation();
}
