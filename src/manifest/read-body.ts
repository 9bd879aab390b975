/** What of a response's body arrived. */
export type BodyResult =
  | {readonly status: 'complete'; readonly bytes: Uint8Array<ArrayBuffer>}
  | {readonly status: 'cut-off' | 'too-large'};

/** Reads a body of at most `limit` bytes, and stops the transfer as soon as it is longer. Never throws. */
export async function readBody(response: Response, limit: number): Promise<BodyResult> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const reader = response.body?.getReader();
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      size += read.value.byteLength;
      if (size > limit) {
        void reader?.cancel().catch(() => undefined);
        return {status: 'too-large'};
      }
      chunks.push(read.value);
    }
  } catch {
    // The connection broke, the caller's signal ended it (whoever set it knows), or it is read already.
    return {status: 'cut-off'};
  }
  return {
    status: 'complete',
    bytes: new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer()),
  };
}
