import type { Drawing, DrawOptions, Generator, RgbImage } from "@tiny-cats/core";
import { decodePng, readDrawingSettings, readPngText } from "@tiny-cats/core/png";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { describe, expect, test, vi } from "vitest";
import { drawingManifest } from "../../../testing/drawing-manifest.ts";
import { firstDraft } from "../settings/first-draft.ts";
import { readDraft } from "../settings/read-draft.ts";
import type { Result } from "./result.ts";
import { createStudio, type StudioParts } from "./studio.ts";

const manifest = drawingManifest();
const planOf = (change = {}) => readDraft({ ...firstDraft(manifest), steps: "3", ...change }, manifest).plan!;

function picture(value: number): RgbImage {
  return { data: new Uint8ClampedArray(12).fill(value), width: 2, height: 2 };
}

/** Draws pictures as grey as their seed; `beforeStep` may wait or throw. */
function fakeGenerator(beforeStep: (seed: number, step: number) => unknown = () => undefined): Generator {
  async function* draw(requests: Iterable<unknown>, options: DrawOptions): AsyncGenerator<Drawing> {
    const { seed, steps = 1, signal, onStep } = options;
    const [{ breed, index }] = [...requests] as [{ breed: string; index: number }];
    for (let step = 1; step <= steps; step++) {
      await beforeStep(seed, step);
      signal?.throwIfAborted();
      onStep?.({ pictures: [0], total: 1, step, steps, time: step / steps, preview: () => [picture(step)] });
    }
    const { solver, times, guidance, guidanceInterval, guidanceRescale } = planOf();
    const sampler = { solver, times, guidance, guidanceInterval, guidanceRescale };
    yield { image: picture(seed), settings: { breed, seed, index, steps, ...sampler, modelSha256: "a".repeat(64) } };
  }
  return { draw } as unknown as Generator;
}

function studioWith(parts: Partial<StudioParts> = {}) {
  const kept: Result[] = [];
  const discard = vi.fn();
  const stopLoading = vi.fn();
  let at = 0;
  let id = 0;
  const studio = createStudio({
    load: async () => fakeGenerator(),
    stopLoading,
    discard,
    keep: (result) => kept.push(result),
    now: () => (at += 100),
    newId: () => String(++id),
    ...parts,
  });
  return { studio, kept, discard, stopLoading };
}

describe("a run", () => {
  test("draws one picture a seed, keeps each with its settings, and tells how far it is", async () => {
    const { studio, kept } = studioWith();
    const seen: string[] = [];
    const stop = studio.subscribe(() => {
      const { run, results } = studio.state();
      seen.push(run ? `${run.phase} ${run.picture}.${run.step} ${run.share.toFixed(2)} ${results.length}` : "end");
    });
    await studio.draw(planOf({ count: "2", seed: "5", index: "3" }));
    stop();
    expect(studio.state()).toMatchObject({ ended: "done", unit: expect.any(Number) });
    expect(studio.state().run).toBeUndefined();
    expect(kept.map(({ settings }) => [settings.seed, settings.index])).toEqual([
      [5, 3],
      [6, 3],
    ]);
    expect(studio.state().results).toEqual(kept);
    expect(seen[0]).toBe("loading 1.0 0.00 0");
    expect(seen).toContain("drawing 2.1 0.63 1");
    expect(seen.at(-1)).toBe("end");
    const [{ png, image }] = kept;
    expect(readDrawingSettings(await readPngText(png))).toEqual(kept[0].settings);
    expect([...(await decodePng(png)).data]).toEqual([...image.data]);
  });

  test("shows what is being drawn, made only when asked for", async () => {
    const { studio } = studioWith();
    const steps: number[] = [];
    const stop = studio.onPreview(({ step, image }) => steps.push(step, image().data[0]));
    await studio.draw(planOf());
    stop();
    await studio.draw(planOf());
    expect(steps).toEqual([1, 1, 2, 2, 3, 3]);
  });

  test("is cancelled at once in the middle, and keeps what was drawn", async () => {
    const never = new Promise(() => undefined);
    const { studio, kept, stopLoading } = studioWith({
      load: async () => fakeGenerator((seed, step) => (seed === 8 && step === 2 ? never : undefined)),
    });
    void studio.draw(planOf({ count: "3" }));
    await vi.waitFor(() => expect(studio.state().run).toMatchObject({ picture: 2, step: 1 }));
    studio.cancel();
    expect(studio.state()).toEqual({ ended: "cancelled", results: kept, unit: expect.any(Number) });
    expect(studio.state().results).toHaveLength(1);
    expect(kept).toHaveLength(1);
    expect(stopLoading).not.toHaveBeenCalled();
    studio.cancel();
  });

  test("that comes after another ends that one, which is heard of no more", async () => {
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { studio, kept } = studioWith({ load: async () => fakeGenerator((seed) => (seed === 1 ? gate : undefined)) });
    const first = studio.draw(planOf({ seed: "1" }));
    await vi.waitFor(() => expect(studio.state().run?.phase).toBe("drawing"));
    await studio.draw(planOf({ seed: "2" }));
    go();
    await first;
    expect(kept.map(({ settings }) => settings.seed)).toEqual([2]);
    expect(studio.state()).toMatchObject({ ended: "done" });
  });

  test("cancelled while the model is on its way ends that as well", async () => {
    const { studio, stopLoading } = studioWith({ load: () => new Promise(() => undefined) });
    void studio.draw(planOf());
    studio.cancel();
    expect(stopLoading).toHaveBeenCalledOnce();
    expect(studio.state()).toEqual({ results: [], ended: "cancelled", unit: undefined });
  });

  test("whose model was cancelled elsewhere is cancelled, not failed", async () => {
    const { studio } = studioWith({ load: () => Promise.reject(new DOMException("cancelled", "AbortError")) });
    await studio.draw(planOf());
    expect(studio.state()).toMatchObject({ ended: "cancelled", results: [] });
    expect(studio.state().error).toBeUndefined();
  });

  test.each([
    ["worker-crashed", 1],
    ["webgpu-lost", 1],
    ["no-manifest", 0],
  ])("that fails with %s lets go of the model %d times, and the next begins anew", async (code, times) => {
    let isBroken = true;
    const failure = new TinyCatsError(code, "it broke", { remedy: "again" });
    const { studio, discard } = studioWith({
      load: async () =>
        fakeGenerator((seed) => {
          if (isBroken && seed === 8) throw failure;
        }),
    });
    await studio.draw(planOf({ count: "2" }));
    expect(studio.state()).toMatchObject({ ended: "failed", error: failure });
    expect(studio.state().results).toHaveLength(1);
    expect(discard).toHaveBeenCalledTimes(times);
    isBroken = false;
    await studio.draw(planOf({ count: "2" }));
    expect(studio.state()).toMatchObject({ ended: "done" });
    expect(studio.state().error).toBeUndefined();
  });
});
