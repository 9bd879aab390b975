import {expect} from '@open-wc/testing';
import {readBody} from '../../src/manifest/read-body.js';

/** What never comes. */
const never = new Promise<void>(() => {});

/** A response whose body comes in these pieces, and then ends, breaks or hangs. */
function inPieces(pieces: readonly number[][], end: 'ends' | 'breaks' | 'hangs') {
  const waiting = [...pieces];
  const transfer = {stopped: false, response: undefined as unknown as Response};
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = waiting.shift();
        if (piece) controller.enqueue(new Uint8Array(piece));
        else if (end === 'ends') controller.close();
        else if (end === 'breaks') controller.error(new TypeError('network error'));
        else return never;
        return undefined;
      },
      cancel() {
        transfer.stopped = true;
        // A transfer that cannot even be stopped must not keep anybody waiting.
        return Promise.reject(new Error('no'));
      },
    },
    {highWaterMark: 0},
  );
  transfer.response = new Response(body);
  return transfer;
}

const bytes = (...values: number[]) => ({status: 'complete', bytes: new Uint8Array(values)});

describe('A body', () => {
  it('is put together from its pieces', async () => {
    const {response} = inPieces([[1, 2], [], [3], [4, 5, 6]], 'ends');
    expect(await readBody(response, 100)).to.deep.equal(bytes(1, 2, 3, 4, 5, 6));
  });

  it('may be as long as the limit', async () => {
    const transfer = inPieces([[1, 2], [3]], 'ends');
    expect(await readBody(transfer.response, 3)).to.deep.equal(bytes(1, 2, 3));
    expect(transfer.stopped).to.be.false;
  });

  it('may be empty, or not there', async () => {
    expect(await readBody(inPieces([], 'ends').response, 3)).to.deep.equal(bytes());
    expect(await readBody(new Response(''), 3)).to.deep.equal(bytes());
    expect(await readBody(new Response(null, {status: 204}), 3)).to.deep.equal(bytes());
  });

  it('that is longer is too large, and its transfer is stopped before its end', async () => {
    const transfer = inPieces(
      [
        [1, 2],
        [3, 4],
      ],
      'hangs',
    );
    expect(await readBody(transfer.response, 3)).to.deep.equal({status: 'too-large'});
    expect(transfer.stopped).to.be.true;
  });

  it('that breaks is cut off, however much of it came', async () => {
    expect(await readBody(inPieces([], 'breaks').response, 9)).to.deep.equal({status: 'cut-off'});
    expect(await readBody(inPieces([[1, 2]], 'breaks').response, 9)).to.deep.equal({
      status: 'cut-off',
    });
  });

  it('that somebody else has read is cut off', async () => {
    const response = new Response('text');
    await response.text();
    expect(await readBody(response, 9)).to.deep.equal({status: 'cut-off'});
    const locked = new Response('text');
    locked.body?.getReader();
    expect(await readBody(locked, 9)).to.deep.equal({status: 'cut-off'});
  });
});
