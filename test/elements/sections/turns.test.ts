import {expect, fixture, html} from '@open-wc/testing';
import {afterNearTurns, takeTurn} from '../../../src/elements/sections/turns.js';
import {yieldToPage} from '../../../src/slices.js';

/** Runs a task as soon as the browser handles an input. */
const postInput = (task: () => void): void =>
  'scheduler' in window
    ? void (window.scheduler as Scheduler).postTask(task, {priority: 'user-blocking'})
    : void setTimeout(task);

interface Scheduler {
  postTask(task: () => void, options: {readonly priority: 'user-blocking'}): Promise<void>;
}

/** An element that takes a turn to render, and occupies the thread for a number of milliseconds. */
function turnOf(element: Element, order: string[], milliseconds = 0): Promise<void> {
  let done = (): void => undefined;
  const updateComplete = new Promise<void>((resolve) => {
    done = resolve;
  });
  const waiting = Object.assign(element, {updateComplete});
  return takeTurn(waiting).then(() => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
    order.push(element.id);
    done();
  });
}

/** Adds elements with these ids to the page, in this order. */
async function elementsOf(...ids: string[]): Promise<Element[]> {
  const place = await fixture(html`<div>${ids.map((id) => html`<p id=${id}>${id}</p>`)}</div>`);
  return [...place.children];
}

/** Counts frames until the function that it returns is called. */
function countFrames(): () => number {
  let frames = 0;
  let request = requestAnimationFrame(function count() {
    frames++;
    request = requestAnimationFrame(count);
  });
  return () => {
    cancelAnimationFrame(request);
    return frames;
  };
}

describe('turns for rendering', () => {
  beforeEach(async () => {
    await afterNearTurns();
    await yieldToPage();
  });

  it('begin at once', async () => {
    const [first] = await elementsOf('first');
    const stop = countFrames();
    await turnOf(first!, []);
    expect(stop()).to.equal(0);
  });

  it('come in the order of the page, whatever the order of the requests', async () => {
    const [a, b, c, d] = await elementsOf('a', 'b', 'c', 'd');
    const order: string[] = [];
    await Promise.all([turnOf(b!, order), turnOf(d!, order), turnOf(c!, order), turnOf(a!, order)]);
    expect(order.join('')).to.equal('bacd');
  });

  it('come before postponed work if the element is near, even if one far away has asked first', async () => {
    const [a, b, c] = await elementsOf('a', 'b', 'c');
    (c as HTMLElement).style.marginTop = '500vh';
    const order: string[] = [];
    const turns = [turnOf(a!, order), turnOf(c!, order), turnOf(b!, order, 10)];
    await Promise.all([...turns, afterNearTurns().then(() => order.push('-'))]);
    expect(order.join('')).to.equal('ab-c');
  });

  it('end every wait, also one that begins as another ends', async () => {
    await afterNearTurns();
    await afterNearTurns();
  });

  it('leave a frame to the first element, so that its text is painted', async () => {
    const elements = await elementsOf('a', 'b');
    const stop = countFrames();
    await Promise.all(elements.map((element) => turnOf(element, [])));
    expect(stop()).to.equal(1);
  });

  it('let the page work after each element that takes long', async () => {
    const elements = await elementsOf('a', 'b', 'c', 'd');
    const order: string[] = [];
    // An input arrives while each element renders.
    const turns = elements.map((element) =>
      turnOf(element, order, 10).then(() => postInput(() => order.push('-'))),
    );
    await Promise.all(turns);
    expect(order.join('')).to.equal('a-b-c-d');
  });

  it('are followed by what was postponed, once the elements near the window have rendered', async () => {
    const [a, b] = await elementsOf('a', 'b');
    const order: string[] = [];
    await Promise.all([
      turnOf(a!, order),
      afterNearTurns().then(() => order.push('postponed')),
      turnOf(b!, order),
    ]);
    expect(order.join()).to.equal('a,b,postponed');
  });

  it('go on after an element that fails to update', async () => {
    const [a, b] = await elementsOf('a', 'b');
    const order: string[] = [];
    const failing = Object.assign(a!, {updateComplete: Promise.reject(new Error('failed'))});
    await Promise.all([takeTurn(failing), turnOf(b!, order)]);
    expect(order.join('')).to.equal('b');
  });

  it('come to elements far below the window, too', async () => {
    const place = await fixture(
      html`<div>
        <p id="near"></p>
        <p id="far" style="margin-top: 9000px"></p>
      </div>`,
    );
    const order: string[] = [];
    await Promise.all([...place.children].map((element) => turnOf(element, order)));
    expect(order.join()).to.equal('near,far');
  });
});
