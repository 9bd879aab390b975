import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {mapInSteps, runAtOnce, runInSlices, yieldToPage, type Steps} from '../src/slices.js';

/** Occupies the thread for a number of milliseconds, like real work. */
function work(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

/** Resolves to the number of other tasks that ran before `done` settled. */
async function tasksDuring(done: Promise<unknown>): Promise<number> {
  let tasks = 0;
  let running = true;
  const count = () => {
    if (!running) return;
    tasks++;
    setImmediate(count);
  };
  setImmediate(count);
  await done;
  running = false;
  return tasks;
}

describe('work in slices', () => {
  function* squares(count: number, milliseconds: number): Steps<number[]> {
    return yield* mapInSteps([...Array(count).keys()], (n) => {
      work(milliseconds);
      return n * n;
    });
  }

  it('returns the same result at once and in slices', async () => {
    assert.deepEqual(runAtOnce(squares(4, 0)), [0, 1, 4, 9]);
    assert.deepEqual(await runInSlices(squares(4, 0)), [0, 1, 4, 9]);
  });

  it('lets other tasks run between slices', async () => {
    assert.ok((await tasksDuring(runInSlices(squares(20, 4)))) >= 8);
  });

  it('does not yield if everything fits into one slice', async () => {
    assert.equal(await tasksDuring(runInSlices(squares(20, 0))), 0);
  });

  it('waits for a promise before the next step, and rejects with its reason', async () => {
    const order: string[] = [];
    let resolve!: () => void;
    const answer = new Promise<void>((resolved) => {
      resolve = resolved;
    });
    function* asking(awaited: Promise<void>): Generator<Promise<void>, string, void> {
      order.push('asked');
      yield awaited;
      order.push('answered');
      return 'the answer';
    }
    const running = runInSlices(asking(answer));
    await yieldToPage();
    assert.deepEqual(order, ['asked']);
    resolve();
    assert.equal(await running, 'the answer');
    assert.deepEqual(order, ['asked', 'answered']);
    await assert.rejects(runInSlices(asking(Promise.reject(new Error('no answer')))), /no answer/);
  });

  it('stops when it is aborted, and rejects with the reason', async () => {
    const controller = new AbortController();
    let steps = 0;
    function* endless(): Steps<never> {
      for (;;) {
        work(4);
        steps++;
        yield;
      }
    }
    const running = runInSlices(endless(), controller.signal);
    await yieldToPage();
    controller.abort(new Error('enough'));
    await assert.rejects(running, /enough/);
    const before = steps;
    await yieldToPage();
    assert.equal(steps, before);
  });

  it('uses scheduler.yield if the platform has it', async () => {
    let yielded = 0;
    const scheduler = {
      yield: () => {
        yielded++;
        return Promise.resolve();
      },
    };
    Object.assign(globalThis, {scheduler});
    try {
      await runInSlices(squares(4, 9));
    } finally {
      Reflect.deleteProperty(globalThis, 'scheduler');
    }
    assert.ok(yielded >= 2);
  });
});
