/** Types a query letter by letter and deletes it again, and times each result. For Node. */
import type {KeyInput, Page} from 'puppeteer-core';
import {pause} from '../harness/metrics.js';
import {summaryOf, type Figures, type Summary} from '../harness/sample.js';

/** A key, and the result expected after it. */
export interface Keystroke {
  readonly key: KeyInput;
  /** The number of matching rows, and the id of the first. */
  readonly shown: number;
  readonly first: string | undefined;
}

/** Most of its letters reduce the number of rows. */
const QUERY = 'key 17 nist 4';

/** Milliseconds between two keystrokes of a fast typist. */
const PAUSE = 80;

/** Returns the keystrokes of the query, with their expected results. `texts` are the rows' texts in lower case. */
export function keystrokesOver(texts: ReadonlyMap<string, string>): readonly Keystroke[] {
  const queries = Array.from(QUERY, (_, i) => QUERY.slice(0, i + 1));
  const shorter = Array.from(QUERY, (_, i) => QUERY.slice(0, -1 - i));
  return [...queries, ...shorter].map((query, i) => {
    const terms = query.split(' ').filter(Boolean);
    const found = [...texts].filter(([, text]) => terms.every((term) => text.includes(term)));
    const key = i < queries.length ? query.at(-1)! : 'Backspace';
    return {key: key as KeyInput, shown: found.length, first: found[0]?.[0]};
  });
}

/**
 * Types the keystrokes. Resolves to the time from each input event to the frame that shows its result, their
 * median, and the time that focusing the field takes, all in milliseconds.
 */
export async function typeQuery(page: Page, keys: readonly Keystroke[]): Promise<Figures> {
  const focus = await page.evaluate(focusSearch);
  const times: number[] = [];
  for (const {key, shown, first} of keys) {
    const result = await page.evaluateHandle(untilShown, shown, first);
    await page.keyboard.press(key);
    times.push(await result.evaluate(({time}) => time));
    await result.dispose();
    await pause(PAUSE);
  }
  const each = times.map((time, i) => [`keystroke ${i + 1}`, time] as const);
  return {...Object.fromEntries(each), focus, filterMedian: summaryOf(times).median};
}

/**
 * Adds the worst keystroke: the one with the highest median over all visits. (The worst of a single visit
 * depends on what else the machine was doing.)
 */
export function withWorstKeystroke(figures: Readonly<Record<string, Summary>>) {
  const keystrokes = Object.entries(figures).filter(([name]) => name.startsWith('keystroke '));
  const [worst] = keystrokes.map(([, summary]) => summary).sort((a, b) => b.median - a.median);
  return worst ? {...figures, filterWorst: worst} : figures;
}

/** Returns the milliseconds that focusing takes: E prepares its search then. Runs in the page. */
function focusSearch(): number {
  const center = document.querySelector('arqen-trust-center')!.shadowRoot!;
  const controls = center.querySelector('arqen-trust-controls')!.shadowRoot!;
  const before = performance.now();
  controls.querySelector<HTMLInputElement>('.find input')!.focus();
  return performance.now() - before;
}

/**
 * Resolves to the milliseconds from the next input event until its result has been painted. The promise is
 * wrapped in an object, because `evaluateHandle` would await it. Runs in the page.
 */
function untilShown(shown: number, first: string | undefined): {time: Promise<number>} {
  const center = document.querySelector('arqen-trust-center')!.shadowRoot!;
  const controls = center.querySelector('arqen-trust-controls')!.shadowRoot!;
  const table = controls.querySelector('[role="table"]')!;
  const isRight = () => {
    const row = controls.querySelector<HTMLElement>('[data-kind="control"]:not([hidden])');
    return (
      table.getAttribute('aria-rowcount') === String(shown + 1) && row?.dataset['id'] === first
    );
  };
  const time = new Promise<number>((resolve, reject) => {
    const begin = ({timeStamp}: Event) => {
      const frame = () =>
        requestAnimationFrame(() => {
          const right = isRight();
          const {port1, port2} = new MessageChannel();
          port1.onmessage = () => {
            const passed = performance.now() - timeStamp;
            if (right) resolve(passed);
            else if (passed > 10_000) reject(new Error(`Expected ${shown} rows`));
            else frame();
          };
          port2.postMessage(undefined);
        });
      frame();
    };
    window.addEventListener('input', begin, {once: true, capture: true});
  });
  return {time};
}
