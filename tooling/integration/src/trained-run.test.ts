import { join } from "node:path";
import { createWorkerPool, loadGenerator } from "@tiny-cats/core/node";
import { itemsSha256 } from "@tiny-cats/data";
import { discover, prepare } from "@tiny-cats/publish";
import { trainGenerator } from "@tiny-cats/train/node";
import * as ort from "onnxruntime-node";
import { afterAll, expect, test } from "vitest";
import { pictureSet } from "../../../packages/train/src/testing/picture-set.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";

const pool = createWorkerPool({ workers: 1 });
afterAll(() => pool.dispose());

test("the folder of a training is published as it stands, says where it comes from, and draws", async () => {
  const run = temporaryFolder();
  const data = await pictureSet(temporaryFolder());
  await trainGenerator(ort, {
    data,
    out: run,
    width: 32,
    depth: 1,
    heads: 2,
    steps: 6,
    batchSize: 4,
    warmup: 0,
    saveEvery: 3,
    seed: 4,
    threads: 1,
    workers: 1,
  });
  const { models, looked } = await discover({ folder: run });
  expect(models).toMatchObject([{ kind: "generator", place: "folder", form: "checkpoint" }]);
  const step = Number(/step-(\d+)$/.exec(models[0].path)?.[1]);
  expect([3, 6]).toContain(step);
  expect(looked.filter(({ path }) => path.startsWith(join(run, "step-")))).toEqual([]);

  const out = join(temporaryFolder(), "out");
  const [made] = (await prepare(models, out, { pool, quantize: false })).models;
  expect(made.source).toMatchObject({ path: "average.safetensors", weights: "ema" });
  expect(made.manifest.provenance).toMatchObject({
    origin: expect.stringContaining(`saved at step ${step}, trained with the seed 4`),
    untrained: false,
    datasets: [{ name: data.name, sha256: itemsSha256(data.items) }],
  });
  expect(made.manifest.labels).toHaveLength(13);
  await using generator = await loadGenerator(join(out, "generator"), { pool });
  for await (const { image } of generator.draw(["Bengal"], { seed: 1, steps: 2 })) expect(image.width).toBe(64);
});
