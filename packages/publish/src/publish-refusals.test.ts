import { join } from "node:path";
import { openCheckpoint, writeSafetensors } from "@tiny-cats/checkpoint/node";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../tooling/testing/temporary-folder.ts";
import type { Stage } from "./progress.ts";
import type { PublishOptions } from "./publish-options.ts";
import { golden } from "./testing/checkpoints.ts";
import { languageReport } from "./testing/language-folder.ts";
import { languageSource } from "./testing/language-source.ts";
import { hashOf, put, rehash } from "./testing/model-folder.ts";
import { publication } from "./testing/publication.ts";
import { READER } from "./testing/test-hub.ts";
import { tinyDitFolder } from "./testing/tiny-dit-folder.ts";
import { notesOn } from "./testing/token-set.ts";
import { writesOf } from "./testing/writes-of.ts";

/** Publishes what must not be: the error, the stage it comes from, and the requests that would have changed the Hub. */
async function refused(changes: Partial<PublishOptions>) {
  const { hub, publish } = await publication();
  const stages: Stage[] = [];
  const error = await errorOf(() => publish({ ...changes, onStage: (stage) => stages.push(stage) }));
  const gates = error.code === "gates-failed" ? error.message.split("\n").slice(1) : [];
  return { error, gates, stage: stages.at(-1), writes: writesOf(hub) };
}

/** A generator's folder, as it is published. */
const generator = (folder: string): Partial<PublishOptions> => {
  put(folder, "card-notes.md", notesOn("squares"));
  return { explicit: { generator: folder }, reports: [], license: "MIT" };
};

describe("refused with the reason, and nothing is sent:", () => {
  test("random weights", async () => {
    const { error, gates, stage, writes } = await refused(generator(await tinyDitFolder({ learnt: false })));
    expect([error.code, stage, writes]).toEqual(["gates-failed", "check", []]);
    expect(gates).toContainEqual(
      expect.stringMatching(
        /^- generator trained: \d+ of \d+ matrices are random numbers .*; publish a checkpoint of a training/,
      ),
    );
  });

  test("a generator of noise", async () => {
    const { error, gates, stage, writes } = await refused(generator(await tinyDitFolder()));
    expect([error.code, stage, writes]).toEqual(["gates-failed", "check", []]);
    expect(gates).toContainEqual(
      expect.stringMatching(
        /^- generator samples-not-noise: \d+ of 2 drawings .* are noise: .*; train the generator longer/,
      ),
    );
  });

  test("a NaN tensor", async () => {
    const folder = await tinyDitFolder();
    const path = join(folder, "model.safetensors");
    const tensors = new Map();
    await using checkpoint = await openCheckpoint(path);
    for (const [name, tensor] of checkpoint.tensors)
      tensors.set(name, { dtype: tensor.dtype, shape: tensor.shape, data: await tensor.read() });
    tensors.get("pos_embed").data[3] = Number.NaN;
    await writeSafetensors(path, tensors);
    rehash(folder);
    const { error, gates, stage, writes } = await refused(generator(folder));
    expect([error.code, stage, writes]).toEqual(["gates-failed", "check", []]);
    expect(gates).toContainEqual(
      expect.stringMatching(
        /^- generator nan-inf: NaN or infinite numbers in pos_embed of generator\/model.safetensors \(1\); /,
      ),
    );
  });

  test("a report of another model", async () => {
    const { options } = languageSource();
    const report = join(temporaryFolder(), "report.json");
    put(join(report, ".."), "report.json", languageReport(hashOf("another"), 20));
    const { error, stage, writes } = await refused({ ...options, data: undefined, reports: [report] });
    expect([error.code, stage, writes]).toEqual(["report-of-another-model", "measure", []]);
    expect(error.message).toContain(report);
    expect(error.remedy).toContain("--data");
  });

  test("a missing licence", async () => {
    const { options } = languageSource();
    const { error, gates, stage, writes } = await refused({ ...options, license: undefined });
    expect([error.code, stage, writes]).toEqual(["gates-failed", "check", []]);
    expect(gates).toEqual([
      expect.stringMatching(
        /^- language licence: tiny-cats.json names no licence: .*; .*tiny-cats publish --license <spdx>/,
      ),
    ]);
  });

  test("a token that may read alone", async () => {
    const { error, stage, writes } = await refused({ ...languageSource().options, token: READER });
    expect([error.code, stage, writes]).toEqual(["forbidden", "preflight", []]);
    expect(error.message).toMatch(/read/);
    expect(JSON.stringify([error.message, error.remedy, error.value])).not.toContain(READER);
  });

  test("a dummy of step 0", async () => {
    const explicit = { generator: golden("tinydit-seed-dummy.pt") };
    const { error, stage, writes } = await refused({ explicit, license: "MIT", reports: [] });
    expect([error.code, stage, writes]).toEqual(["untrained-model", "discover", []]);
    expect(error.message).toMatch(/tinydit-seed-dummy.pt can't be published: never trained: /);
    expect(error.remedy).toBe("train it, and publish the checkpoint of that training");
  });
});
