import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { concat, transformBytes } from "./transform-bytes.ts";

const text = new TextEncoder().encode("one two three");

describe("transformBytes", () => {
  test("gathers what comes out, whatever pieces go in", async () => {
    const deflated = deflateSync(text);
    const pieces = Array.from(deflated, (_, i) => deflated.subarray(i, i + 1));
    expect(await transformBytes(pieces, new DecompressionStream("deflate"))).toEqual(text);
  });

  test("gives up one piece past the bound and stops the stream", async () => {
    let sent = 0;
    let cancelled = false;
    const readable = new ReadableStream({
      pull(controller) {
        sent++;
        controller.enqueue(new Uint8Array(64));
      },
      cancel() {
        cancelled = true;
      },
    });
    const endless = { readable, writable: new WritableStream() } as unknown as DecompressionStream;
    expect(await transformBytes([text], endless, { maxBytes: 200 })).toBeUndefined();
    expect(sent).toBeLessThanOrEqual(5);
    expect(cancelled).toBe(true);
  });

  test("allows exactly the bound", async () => {
    const deflated = deflateSync(text);
    const inflate = (maxBytes: number) => transformBytes([deflated], new DecompressionStream("deflate"), { maxBytes });
    expect(await inflate(text.length)).toEqual(text);
    expect(await inflate(text.length - 1)).toBeUndefined();
  });

  test("rejects with what the stream says of bad bytes", async () => {
    await expect(transformBytes([text], new DecompressionStream("deflate"))).rejects.toThrow();
  });
});

test("concat joins pieces in order", () => {
  expect(concat([Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3)])).toEqual(Uint8Array.of(1, 2, 3));
  expect(concat([])).toEqual(new Uint8Array(0));
});
