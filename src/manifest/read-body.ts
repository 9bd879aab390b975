/** The result of reading a response body. */
export type BodyResult =
  | {readonly status: 'complete'; readonly bytes: Uint8Array<ArrayBuffer>}
  | {readonly status: 'cut-off' | 'too-large'};

/** Reads a body of up to `maxBytes` bytes, and cancels a longer transfer. Never throws. */
export async function readBody(response: Response, maxBytes: number): Promise<BodyResult> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const reader = response.body?.getReader();
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      size += read.value.byteLength;
      if (size > maxBytes) {
        void reader?.cancel().catch(() => undefined);
        return {status: 'too-large'};
      }
      chunks.push(read.value);
    }
  } catch {
    // The connection broke, the caller aborted it, or the body has been read or locked already.
    return {status: 'cut-off'};
  }
  return {
    status: 'complete',
    bytes: new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer()),
  };
}
