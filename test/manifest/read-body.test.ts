import {expect} from '@open-wc/testing';
import {readBody} from '../../src/manifest/read-body.js';

/** A promise that never settles. */
const never = new Promise<void>(() => {});

/** Creates a response whose body arrives in these chunks, and then ends, breaks or hangs. */
function chunked(chunks: readonly number[][], end: 'ends' | 'breaks' | 'hangs') {
  const pending = [...chunks];
  const transfer = {canceled: false, response: undefined as unknown as Response};
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = pending.shift();
        if (chunk) controller.enqueue(new Uint8Array(chunk));
        else if (end === 'ends') controller.close();
        else if (end === 'breaks') controller.error(new TypeError('network error'));
        else return never;
        return undefined;
      },
      cancel() {
        transfer.canceled = true;
        // A failing cancellation must not delay or break the caller.
        return Promise.reject(new Error('no'));
      },
    },
    {highWaterMark: 0},
  );
  transfer.response = new Response(body);
  return transfer;
}

const bytes = (...values: number[]) => ({status: 'complete', bytes: new Uint8Array(values)});

describe('The body of a response', () => {
  it('is assembled from its chunks', async () => {
    const {response} = chunked([[1, 2], [], [3], [4, 5, 6]], 'ends');
    expect(await readBody(response, 100)).to.deep.equal(bytes(1, 2, 3, 4, 5, 6));
  });

  it('may be exactly as long as the limit', async () => {
    const transfer = chunked([[1, 2], [3]], 'ends');
    expect(await readBody(transfer.response, 3)).to.deep.equal(bytes(1, 2, 3));
    expect(transfer.canceled).to.be.false;
  });

  it('may be empty or missing', async () => {
    expect(await readBody(chunked([], 'ends').response, 3)).to.deep.equal(bytes());
    expect(await readBody(new Response(''), 3)).to.deep.equal(bytes());
    expect(await readBody(new Response(null, {status: 204}), 3)).to.deep.equal(bytes());
  });

  it('is too large beyond the limit, and its transfer is cancelled', async () => {
    const transfer = chunked(
      [
        [1, 2],
        [3, 4],
      ],
      'hangs',
    );
    expect(await readBody(transfer.response, 3)).to.deep.equal({status: 'too-large'});
    expect(transfer.canceled).to.be.true;
  });

  it('is cut off if the connection breaks, however much has arrived', async () => {
    expect(await readBody(chunked([], 'breaks').response, 9)).to.deep.equal({status: 'cut-off'});
    expect(await readBody(chunked([[1, 2]], 'breaks').response, 9)).to.deep.equal({
      status: 'cut-off',
    });
  });

  it('is cut off if it has been read or locked already', async () => {
    const response = new Response('text');
    await response.text();
    expect(await readBody(response, 9)).to.deep.equal({status: 'cut-off'});
    const locked = new Response('text');
    locked.body?.getReader();
    expect(await readBody(locked, 9)).to.deep.equal({status: 'cut-off'});
  });
});
