import { describe, expect, test } from "vitest";
import { openGpt2 } from "../testing/hf-folders.ts";
import { trainingMetadata } from "./training-metadata.ts";

describe("training_metadata.json", () => {
  const nothing = {
    checkpoint_id: null,
    created_at: null,
    iteration: null,
    epoch: null,
    train_loss: null,
    val_loss: null,
    learning_rate: null,
    model_config: {},
    training_config: {},
    data_config: {},
    metrics: {},
    tags: [],
    parent_checkpoint: null,
    notes: null,
    file_size_mb: null,
    quality_score: null,
  };

  test("has what an export says", async () => {
    const { training } = await openGpt2("nanecho-small-export.pt");
    expect(Object.keys(training)).toEqual(Object.keys(nothing));
    expect(training).toMatchObject({
      checkpoint_id: "ckpt_20260227_000000_2600_01234567_89abcdef",
      created_at: "2026-02-27T00:00:00",
      iteration: 5200,
      val_loss: 2.75,
      tags: ["best"],
      parent_checkpoint: null,
      quality_score: 0.31,
    });
  });

  test("has what a cache and a trainer keep at the top", async () => {
    expect((await openGpt2("nanecho-cache.pt")).training).toMatchObject({
      created_at: "2026-02-27T00:00:00",
      iteration: 7600,
      train_loss: 2.5,
      training_config: { max_iters: 2000 },
      data_config: { dataset: "nanecho" },
    });
    expect((await openGpt2("nanecho-small-trainer.pt")).training).toMatchObject({
      iteration: 5200,
      train_loss: null,
      metrics: { train_loss: 2.5, val_loss: 2.75 },
      training_config: { max_iters: 2000 },
    });
  });

  test("has nanoGPT's, whose best loss is a tensor", async () => {
    const { training } = await openGpt2("nanogpt.pt");
    expect(training).toMatchObject({
      iteration: 1750,
      val_loss: null,
      learning_rate: 6e-4,
      model_config: { n_layer: 2 },
    });
    expect(training.metrics.best_val_loss).toBeCloseTo(1.4697, 6);
    expect(training.training_config.dataset).toBe("letters");
  });

  test("is null where nothing is said, and read again as it was written", async () => {
    expect(await trainingMetadata(undefined)).toEqual(nothing);
    expect(await trainingMetadata({ iteration: "many", tags: "best", metrics: [] })).toEqual(nothing);
    const { training } = await openGpt2("nanecho-small-export.pt");
    expect(await trainingMetadata(JSON.parse(JSON.stringify(training)))).toEqual(training);
  });
});
