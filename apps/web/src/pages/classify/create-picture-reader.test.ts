import type { Preprocessing } from "@tiny-cats/schema";
import { afterEach, expect, test, vi } from "vitest";
import { createPictureReader, MAX_BYTES, type ReaderThread } from "./create-picture-reader.ts";
import type { ReadPicture, ReadReply, ReadRequest } from "./picture-reader.ts";

const spec = {} as Preprocessing;
const picture = { width: 3, height: 2, ms: 1 } as ReadPicture;
const unheard = () => new AbortController().signal;

function threads() {
  const made: (ReaderThread & { asked: ReadRequest[]; ended: boolean; say(reply: ReadReply): void })[] = [];
  const spawn = () => {
    const thread = {
      asked: [] as ReadRequest[],
      ended: false,
      onmessage: null as ReaderThread["onmessage"],
      onerror: null as ReaderThread["onerror"],
      postMessage: (request: ReadRequest) => void thread.asked.push(request),
      terminate: () => {
        thread.ended = true;
      },
      say: (reply: ReadReply) => thread.onmessage?.({ data: reply }),
    };
    made.push(thread);
    return thread;
  };
  return { made, spawn };
}

afterEach(() => void vi.useRealTimers());

test("a picture is asked for and answered; after a while the thread is given back, and started again", async () => {
  vi.useFakeTimers();
  const { made, spawn } = threads();
  const reader = createPictureReader(spawn, { idleMs: 50 });
  const first = reader.read(new Blob(["a"]), spec, { signal: unheard() });
  made[0].say({ id: made[0].asked[0].id, ok: picture });
  expect(await first).toBe(picture);
  vi.advanceTimersByTime(49);
  expect(made[0].ended).toBe(false);
  vi.advanceTimersByTime(1);
  expect(made[0].ended).toBe(true);
  void reader.read(new Blob(["b"]), spec, { signal: unheard() });
  expect(made).toHaveLength(2);
  vi.advanceTimersByTime(1000);
  expect(made[1].ended).toBe(false);
});

test("errors come with code and remedy, or with their words", async () => {
  const { made, spawn } = threads();
  const reader = createPictureReader(spawn);
  const first = reader.read(new Blob(["a"]), spec, { signal: unheard() });
  made[0].say({ id: 0, error: { message: "no picture", code: "not-a-picture", remedy: "another" } });
  await expect(first).rejects.toMatchObject({ code: "not-a-picture", message: "no picture", remedy: "another" });
  const second = reader.read(new Blob(["a"]), spec, { signal: unheard() });
  made[0].say({ id: 1, error: { message: "odd" } });
  await expect(second).rejects.toThrow("odd");
});

test("a file beyond every camera's is not read", async () => {
  const { made, spawn } = threads();
  const blob = { size: MAX_BYTES + 1 } as Blob;
  const reading = createPictureReader(spawn).read(blob, spec, { signal: unheard() });
  await expect(reading).rejects.toMatchObject({ code: "picture-too-large" });
  expect(made).toHaveLength(0);
});

test("a picture that is not wanted any more ends the thread, unless it reads others", async () => {
  const { made, spawn } = threads();
  const reader = createPictureReader(spawn);
  const [one, two] = [new AbortController(), new AbortController()];
  const first = reader.read(new Blob(["a"]), spec, one);
  const second = reader.read(new Blob(["b"]), spec, two);
  one.abort(new Error("removed"));
  await expect(first).rejects.toThrow("removed");
  expect(made[0].ended).toBe(false);
  made[0].say({ id: 0, ok: picture });
  two.abort(new Error("cleared"));
  await expect(second).rejects.toThrow("cleared");
  expect(made[0].ended).toBe(true);
  await expect(reader.read(new Blob(["c"]), spec, two)).rejects.toThrow("cleared");
  expect(made).toHaveLength(1);
});

test("a thread that crashes fails what it read, and the next picture starts another", async () => {
  const { made, spawn } = threads();
  const reader = createPictureReader(spawn);
  const first = reader.read(new Blob(["a"]), spec, { signal: unheard() });
  made[0].onerror?.({ message: "out of memory" });
  await expect(first).rejects.toMatchObject({ code: "worker-crashed" });
  const second = reader.read(new Blob(["b"]), spec, { signal: unheard() });
  made[1].say({ id: 1, ok: picture });
  expect(await second).toBe(picture);
});
