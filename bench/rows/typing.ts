/** A reader who types a query letter by letter and takes some back, and how long each takes to be seen. For Node. */
import type {KeyInput, Page} from 'puppeteer-core';
import {pause} from '../harness/metrics.js';
import {summaryOf, type Figures, type Summary} from '../harness/sample.js';

/** A key, and what must be shown once it is pressed. */
export interface Keystroke {
  readonly key: KeyInput;
  /** How many rows match then, and the id of the first. */
  readonly shown: number;
  readonly first: string | undefined;
}

/** Most of its letters leave fewer rows than there were, and all of them are taken back again. */
const QUERY = 'key 17 nist 4';

/** How long a quick reader is away from the keys, in milliseconds. */
const PAUSE = 80;

/** The keys of the query, and what is expected of each: `texts` is what each row says, in lower case. */
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

/** Types, and resolves to the time from each input to the frame that shows its result, and their median. */
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
 * Adds the worst keystroke: the one whose median over all visits is highest. (The worst of a single visit
 * is what the machine did meanwhile.)
 */
export function withWorstKeystroke(figures: Readonly<Record<string, Summary>>) {
  const keystrokes = Object.entries(figures).filter(([name]) => name.startsWith('keystroke '));
  const [worst] = keystrokes.map(([, summary]) => summary).sort((a, b) => b.median - a.median);
  return worst ? {...figures, filterWorst: worst} : figures;
}

/** Milliseconds that giving the focus takes: E gets ready to search then. Runs in the page, as the next one does. */
function focusSearch(): number {
  const center = document.querySelector('arqen-trust-center')!.shadowRoot!;
  const controls = center.querySelector('arqen-trust-controls')!.shadowRoot!;
  const before = performance.now();
  controls.querySelector<HTMLInputElement>('.find input')!.focus();
  return performance.now() - before;
}

/** Resolves, wrapped, to milliseconds from the next input until what it asks for has been painted. */
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
            else if (passed > 10_000) reject(new Error(`${shown} rows were to be shown`));
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
