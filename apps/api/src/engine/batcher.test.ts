import type { Classification, Classifier } from "@tiny-cats/core";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { withResolvers } from "../testing/with-resolvers.ts";
import { createBatcher } from "./batcher.ts";
import { revivable } from "./revivable.ts";

type Runs = Pick<Classifier<Uint8Array>, "classifyAll">;

const GOOD = 0;
const UNREADABLE = 1;
/** Ends the run it is in. */
const FATAL = 2;
/** Ends the thread of the run it is in. */
const CRASH = 3;

const picture = (number: number, kind: number) => Uint8Array.of(kind, number);
const found = (number: number) => ({ predictions: [], catProbability: number, logits: new Float32Array() });
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A classifier that answers a picture with its number; `gate` holds every run back. */
function fake(gate: () => Promise<unknown> = turn) {
  const log = { runs: [] as number[], most: 0, under: 0 };
  const classifier: Runs = {
    async *classifyAll(pictures, { batchSize, signal, onUnreadable } = {}): AsyncGenerator<Classification> {
      const batch = [...(pictures as Iterable<Uint8Array>)];
      expect(batchSize).toBe(batch.length);
      log.runs.push(batch.length);
      log.under++;
      log.most = Math.max(log.most, log.under);
      await gate();
      log.under--;
      signal?.throwIfAborted();
      if (batch.some(([kind]) => kind === FATAL)) throw new Error("the run failed");
      if (batch.some(([kind]) => kind === CRASH))
        throw new TinyCatsError("worker-crashed", "it ended", { remedy: "again" });
      for (const [place, [kind, number]] of batch.entries()) {
        if (kind === UNREADABLE) onUnreadable?.(new Error(`unreadable ${number}`), place);
        else yield found(number);
      }
    },
  };
  return { classifier, log };
}

const looking = (classifier: Runs) => revivable(async () => classifier);

test("every picture gets its own answer, whoever shares its run", async () => {
  const asked = fc.record({
    kind: fc.oneof({ weight: 6, arbitrary: fc.constant(GOOD) }, fc.constantFrom(UNREADABLE, FATAL, CRASH)),
    cancelled: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, fc.nat(3)),
    pause: fc.boolean(),
  });
  const shape = { lookers: fc.integer({ min: 1, max: 3 }), most: fc.integer({ min: 1, max: 5 }) };
  await fc.assert(
    fc.asyncProperty(fc.record(shape), fc.array(asked, { maxLength: 25 }), async ({ lookers, most }, pictures) => {
      const fakes = Array.from({ length: lookers }, () => fake());
      const sizes: number[] = [];
      const classify = createBatcher(await Promise.all(fakes.map(({ classifier }) => looking(classifier))), {
        most,
        onBatch: (size) => sizes.push(size),
      });
      const answers: Promise<Classification>[] = [];
      for (const [number, { kind, cancelled, pause }] of pictures.entries()) {
        const cancelling = new AbortController();
        answers.push(classify(picture(number, kind), { signal: cancelling.signal }));
        answers.at(-1)?.catch(() => undefined);
        const cancel = () => cancelling.abort(new Error(`cancelled ${number}`));
        if (cancelled === 0) cancel();
        else if (cancelled !== undefined)
          void Array.from({ length: cancelled })
            .reduce<Promise<unknown>>((a) => a.then(turn), turn())
            .then(cancel);
        if (pause) await turn();
      }
      const outcomes = await Promise.allSettled(answers);
      for (const [number, { kind, cancelled }] of pictures.entries()) {
        const outcome = outcomes[number];
        const message = outcome.status === "rejected" ? (outcome.reason as Error).message : undefined;
        if (cancelled !== undefined && message === `cancelled ${number}`) continue;
        if (kind === GOOD) expect(outcome).toMatchObject({ status: "fulfilled", value: { catProbability: number } });
        else expect(message).toBe([undefined, `unreadable ${number}`, "the run failed", "it ended"][kind]);
      }
      expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(most);
      for (const { log } of fakes) expect(log.most).toBeLessThanOrEqual(1);
    }),
    { seed: 9, numRuns: 200 },
  );
});

test("one runs at once, those that come meanwhile run together", async () => {
  const gates: (() => void)[] = [];
  const { classifier, log } = fake(() => new Promise<void>((resolve) => gates.push(resolve)));
  const classify = createBatcher([await looking(classifier)], { most: 4 });
  const answers = Array.from({ length: 6 }, (_, number) => classify(picture(number, GOOD)));
  await turn();
  expect(log.runs).toEqual([1]);
  for (let i = 0; i < 3; i++) {
    gates.shift()?.();
    await turn();
  }
  expect((await Promise.all(answers)).map(({ catProbability }) => catProbability)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(log.runs).toEqual([1, 4, 1]);
});

test("one that is cancelled while it waits is forgotten, and its signal let go", async () => {
  const { promise, resolve } = withResolvers<void>();
  const { classifier, log } = fake(() => promise);
  const classify = createBatcher([await looking(classifier)], { most: 4 });
  const first = classify(picture(0, GOOD));
  const cancelling = new AbortController();
  const { signal } = cancelling;
  const cancelled = classify(picture(1, GOOD), { signal });
  const kept = classify(picture(2, GOOD), { signal: new AbortController().signal });
  cancelling.abort(new Error("gone"));
  await expect(cancelled).rejects.toThrow("gone");
  await expect(classify(picture(3, GOOD), { signal })).rejects.toThrow("gone");
  resolve();
  await Promise.all([first, kept]);
  expect(log.runs).toEqual([1, 1]);
  const long = new AbortController();
  const added = vi.spyOn(long.signal, "addEventListener");
  const removed = vi.spyOn(long.signal, "removeEventListener");
  for (let i = 0; i < 10; i++) await classify(picture(i, GOOD), { signal: long.signal });
  await turn();
  expect(removed.mock.calls.length).toBe(added.mock.calls.length);
});

test("a run that nobody wants any more is told to end", async () => {
  const { promise, resolve } = withResolvers<void>();
  const { classifier } = fake(() => promise);
  const seen = vi.spyOn(classifier, "classifyAll");
  const classify = createBatcher([await looking(classifier)], { most: 4 });
  const asking = new AbortController();
  const answer = classify(picture(0, GOOD), { signal: asking.signal });
  await turn();
  asking.abort(new Error("gone"));
  await expect(answer).rejects.toThrow("gone");
  expect(seen.mock.calls[0][1]?.signal?.aborted).toBe(true);
  resolve();
  expect(await classify(picture(1, GOOD))).toMatchObject({ catProbability: 1 });
});

test("a classifier that forgets a picture leaves nobody waiting", async () => {
  const forgetful: Runs = { async *classifyAll() {} };
  const classify = createBatcher([await looking(forgetful)], { most: 4 });
  await expect(classify(picture(0, GOOD))).rejects.toThrow("without an answer");
});
