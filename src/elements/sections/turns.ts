/**
 * Turns for rendering. The elements of a page render one after another, in the order of the page and with
 * pauses in between, so that none of them holds up the page and the first text does not wait for the last.
 */
import {yieldToPage} from '../../slices.js';

/** An element that waits for its turn. */
interface QueuedElement {
  readonly element: Element & {readonly updateComplete: Promise<unknown>};
  readonly start: () => void;
}

/** How far below the top of the window an element counts as near, in heights of the window. */
const NEAR = 2;

/** Milliseconds of one frame in which elements may take their turns. */
const TURNS = 4;

/**
 * Milliseconds after which the next turn begins even without a frame or an idle moment: a frame of another
 * origin that is scrolled out of view has neither.
 */
const TIMEOUT = 200;

const waiting: QueuedElement[] = [];
/** Work that begins once no element near the window is waiting. */
const postponed: (() => void)[] = [];
let sorted = true;
let running = false;

/** Resolves when an element may render: at once if it is the first, else after those before it. */
export function takeTurn(element: QueuedElement['element']): Promise<void> {
  return new Promise((start) => {
    waiting.push({element, start});
    sorted = false;
    if (!running) void giveTurns();
  });
}

/** Resolves once the elements near the window have rendered. */
export function afterNearTurns(): Promise<void> {
  return new Promise((start) => {
    postponed.push(start);
    if (!running) void giveTurns();
  });
}

async function giveTurns(): Promise<void> {
  running = true;
  let first = true;
  let end = 0;
  for (let next; (next = peekWaiting());) {
    waiting.shift();
    next.start();
    // An element that fails must not keep the others waiting.
    await next.element.updateComplete.catch(() => undefined);
    if (performance.now() < end) continue;
    await untilNext(first);
    first = false;
    end = performance.now() + TURNS;
  }
  await untilNext(first);
  running = false;
  if (waiting.length || postponed.length) void giveTurns();
}

/** Resolves when the next element may take its turn. Only the first text has a frame to itself. */
async function untilNext(first: boolean): Promise<void> {
  await (first ? afterFrame() : yieldToPage());
  const next = peekWaiting();
  const near = next && isNear(next.element);
  // `isNear` forces a layout, which can take as long as rendering an element.
  await yieldToPage();
  if (near) return;
  if (postponed.length) postponed.splice(0).forEach((start) => start());
  if (!next) return;
  await new Promise<void>((resolve) => {
    whenIdle(resolve, {timeout: TIMEOUT});
  });
}

function peekWaiting(): QueuedElement | undefined {
  if (!sorted) waiting.sort(byPosition);
  sorted = true;
  return waiting[0];
}

const byPosition = (one: QueuedElement, other: QueuedElement) =>
  one.element.compareDocumentPosition(other.element) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1;

const isNear = (element: Element) =>
  element.getBoundingClientRect().top < window.innerHeight * NEAR;

/** Resolves once the next frame has been painted. */
const afterFrame = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => void yieldToPage().then(resolve));
    setTimeout(resolve, TIMEOUT);
  });

/** Calls back when the browser is idle. Safari has no idle callbacks, so there it is after the next frame. */
export const whenIdle = (callback: () => void, options?: IdleRequestOptions): void => {
  if ('requestIdleCallback' in window) requestIdleCallback(() => callback(), options);
  else void afterFrame().then(callback);
};
