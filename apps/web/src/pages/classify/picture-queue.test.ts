import type { Classifier, RgbImage } from "@tiny-cats/core";
import type { Preprocessing } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { expect, test, vi } from "vitest";
import { createModelStore } from "../../models/model-store.ts";
import { createPictureQueue, MOST_CARDS } from "./picture-queue.ts";
import type { PictureReader, ReadPicture } from "./picture-reader.ts";

const spec = (side: number) =>
  ({ resize: { short_side: side }, crop: { width: side, height: side, pad: 0 } }) as Preprocessing;
const fault = (code: string) => new TinyCatsError(code, code, { remedy: "none" });
const files = (...names: string[]) => names.map((name) => ({ name, blob: new Blob([name]) }));

/** A queue whose reader knows a picture by its text, and whose model answers as told. */
function set({ side = 4 } = {}) {
  const open = new Set<string>();
  let made = 0;
  let loads = 0;
  const asked: RgbImage[] = [];
  const reads: string[] = [];
  const given = {
    side,
    /** What loading comes to. */
    load: async () => undefined as unknown,
    answer: async (_: RgbImage, __: { signal?: AbortSignal }): Promise<unknown> => ({ predictions: [] }),
    wait: async (_: AbortSignal) => undefined as unknown,
  };
  const store = createModelStore<Classifier>(
    () => [new URL("https://a.example/")],
    async () => {
      loads++;
      await given.load();
      return {
        manifest: { preprocessing: spec(given.side) },
        runtime: "tests",
        classify: (image: RgbImage, options: { signal?: AbortSignal }) => {
          asked.push(image);
          return given.answer(image, options);
        },
        dispose: async () => undefined,
      } as unknown as Classifier;
    },
  );
  const reader: PictureReader = {
    async read(blob, { resize: { short_side } }, { signal }) {
      const text = await blob.text();
      reads.push(text);
      await given.wait(signal);
      if (text === "broken") throw fault("not-a-picture");
      const seen = { data: new Uint8ClampedArray(short_side * short_side * 3), width: short_side, height: short_side };
      return { width: 8, height: 6, seen, thumbnail: new Blob(["small"]), ms: 3 } as ReadPicture;
    },
  };
  const urls = {
    create: () => {
      const url = `blob:${made++}`;
      open.add(url);
      return url;
    },
    revoke: (url: string) => expect(open.delete(url)).toBe(true),
  };
  let clock = 0;
  const queue = createPictureQueue({ store, reader, urls, now: () => (clock += 5) });
  const phases = () => queue.state().cards.map(({ name, phase }) => `${name} ${phase}`);
  const settled = (...expected: string[]) => vi.waitFor(() => expect(phases()).toEqual(expected));
  return { queue, store, given, open, asked, reads, phases, settled, loads: () => loads };
}

test("several pictures, one of them broken: each has its own outcome, and only small copies stay", async () => {
  const { queue, settled, open, loads } = set();
  queue.add(files("a", "broken", "b"));
  await settled("a done", "broken failed", "b done");
  const [a, broken] = queue.state().cards;
  expect(a.result).toMatchObject({ runtime: "tests", readMs: 3, runMs: 5 });
  expect([a.file, a.picture?.width]).toEqual([undefined, 8]);
  expect(broken.error).toMatchObject({ code: "not-a-picture" });
  expect([open.size, loads()]).toEqual([3, 1]);
  queue.add(files("c"));
  await settled("c done", "a done", "broken failed", "b done");
  expect(queue.state().latest?.name).toBe("c");
  queue.clear();
  expect([open.size, queue.state().cards]).toEqual([0, []]);
});

test("what failed can be tried again", async () => {
  const { queue, given, settled } = set();
  given.answer = async () => {
    throw fault("run-failed");
  };
  queue.add(files("a"));
  await settled("a failed");
  given.answer = async () => ({ predictions: [] });
  queue.retry(queue.state().cards[0].id);
  await settled("a done");
  queue.retry(queue.state().cards[0].id);
  await settled("a done");
});

test("a picture removed while it is read is not asked about, and the others go on", async () => {
  const { queue, given, settled, open, asked } = set();
  given.wait = (signal) =>
    new Promise((resolve, reject) => {
      if (asked.length > 0 || queue.state().cards.length === 1) resolve(undefined);
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  queue.add(files("a", "b"));
  await settled("a reading", "b waiting");
  queue.remove(queue.state().cards[0].id);
  queue.remove(12345);
  await settled("b done");
  expect([asked.length, open.size]).toEqual([1, 1]);
});

test("a picture removed while the model loads is never read", async () => {
  const { queue, given, reads, settled } = set();
  let go = (_: unknown) => undefined as unknown;
  given.load = () =>
    new Promise((resolve) => {
      go = resolve;
    });
  queue.add(files("a", "b"));
  await vi.waitFor(() => expect(queue.state().cards).toHaveLength(2));
  queue.remove(queue.state().cards[0].id);
  await vi.waitFor(() => expect(go(undefined)).toBe(undefined));
  await settled("b done");
  expect(reads).toEqual(["b"]);
});

test("without a model pictures wait, and go on when it comes", async () => {
  const { queue, store, given, settled, phases } = set();
  given.load = async () => {
    throw fault("no-manifest");
  };
  queue.add(files("a"));
  await vi.waitFor(() => expect(store.state().phase).toBe("failed"));
  expect(phases()).toEqual(["a waiting"]);
  given.load = async () => undefined;
  await store.load();
  await settled("a done");
});

test("a crash is told, the model loaded anew and the picture asked about once more", async () => {
  const { queue, given, settled, reads, loads } = set();
  const answers = [fault("worker-crashed")];
  given.answer = async () => {
    const error = answers.shift();
    if (error) throw error;
    return { predictions: [] };
  };
  queue.add(files("a", "b"));
  await settled("a done", "b done");
  expect([queue.state().notice, loads(), reads]).toEqual([{ kind: "crashed" }, 2, ["a", "b"]]);
  queue.dismiss();
  expect(queue.state().notice).toBe(undefined);
  answers.push(fault("webgpu-lost"), fault("webgpu-lost"));
  queue.add(files("c"));
  await settled("c failed", "a done", "b done");
});

test("a thread that ends while it reads a picture reads it once more, and no more than that", async () => {
  const { queue, given, settled, reads, loads } = set();
  const ends = [true];
  given.wait = async () => {
    if (ends.shift()) throw fault("worker-crashed");
  };
  queue.add(files("a", "b"));
  await settled("a done", "b done");
  expect([queue.state().notice, loads(), reads]).toEqual([{ kind: "crashed" }, 1, ["a", "a", "b"]]);
  ends.push(true, true);
  queue.add(files("c"));
  await settled("c failed", "a done", "b done");
});

test("both threads that end at once cost a picture no more than one question to each", async () => {
  const { queue, given, settled, reads, loads } = set();
  const ends = [true];
  const answers = [fault("worker-crashed")];
  given.wait = async () => {
    if (ends.shift()) throw fault("worker-crashed");
  };
  given.answer = async () => {
    const error = answers.shift();
    if (error) throw error;
    return { predictions: [] };
  };
  queue.add(files("a"));
  await settled("a done");
  expect([queue.state().notice, loads(), reads]).toEqual([{ kind: "crashed" }, 2, ["a", "a"]]);
});

test("a model that is replaced while it is asked leaves the picture to the next, which may see more of it", async () => {
  const { queue, store, given, settled, asked, reads } = set();
  given.answer = async () => {
    if (asked.length > 1) return { predictions: [] };
    given.side = 6;
    store.reset();
    throw fault("session-disposed");
  };
  queue.add(files("a"));
  await settled("a done");
  expect([asked.map(({ width }) => width), reads]).toEqual([
    [4, 6],
    ["a", "a"],
  ]);
});

test("all can be asked about again, and no more are taken than there is room for", async () => {
  const { queue, settled, asked, reads } = set();
  queue.add(files("a"));
  await settled("a done");
  queue.again();
  await vi.waitFor(() => expect([asked.length, reads.length]).toEqual([2, 1]));
  queue.add(files(...Array.from({ length: MOST_CARDS + 4 }, () => "x")));
  expect(queue.state().cards).toHaveLength(MOST_CARDS);
  expect(queue.state().notice).toEqual({ kind: "left-out", count: 5 });
});
