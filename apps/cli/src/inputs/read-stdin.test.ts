import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { readStdin } from "./read-stdin.ts";

test("joins what comes in pieces", async () => {
  async function* pieces() {
    yield Uint8Array.of(1, 2);
    yield Uint8Array.of(3);
  }
  expect(await readStdin(pieces(), new AbortController().signal)).toEqual(Uint8Array.of(1, 2, 3));
});

test("stops waiting for input that never comes", async () => {
  async function* never(): AsyncGenerator<Uint8Array> {
    await new Promise(() => undefined);
  }
  const controller = new AbortController();
  const reading = readStdin(never(), controller.signal);
  await sleep(1);
  controller.abort("stop");
  await expect(reading).rejects.toBe("stop");
  await expect(readStdin(never(), controller.signal)).rejects.toBe("stop");
});

test("refuses more than any picture needs", async () => {
  async function* endless() {
    const chunk = new Uint8Array(64 << 20);
    for (;;) yield chunk;
  }
  await expect(readStdin(endless(), new AbortController().signal)).rejects.toMatchObject({ code: "file-too-large" });
});
