import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "@tiny-cats/files";
import * as embedded from "@tiny-cats/models";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { classifierFolder, classifierPt, golden, optimizerPt } from "../testing/checkpoints.ts";
import { trainingRun } from "../testing/training-run.ts";
import { discover } from "./discover.ts";
import type { Candidate, Discovery } from "./discovery.ts";

const DIT = golden("tinydit-seed-trainer.pt");
const GPT = golden("nanogpt.pt");

/** Copies a checkpoint to a path below a folder, last written in a year. */
function put(folder: string, path: string, from: string, year = 2026): string {
  const to = join(folder, path);
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
  utimesSync(to, new Date(`${year}-01-01`), new Date(`${year}-01-01`));
  return to;
}

const taken = ({ models }: Discovery) => models.map(({ kind, place, path }) => [kind, place, path]);
const reasonOf = (looked: readonly Candidate[], path: string) =>
  looked.find((candidate) => candidate.path === path)?.reason;

describe("without a folder", () => {
  test("the embedded models are found, the classifier first", async () => {
    const found = await discover({ embedded });
    const folderOfModel = (url: URL) => dirname(fileURLToPath(url));
    expect(taken(found)).toEqual([
      ["classifier", "embedded", folderOfModel(embedded.classifier.manifest)],
      ["generator", "embedded", folderOfModel(embedded.generator.manifest)],
    ]);
    expect(found.models.map(({ form }) => form)).toEqual(["model-folder", "model-folder"]);
    expect(found.models[0].sha256).toBe("d2b5d5cf069505ad4a3291e1c1b3da51d7b43b04643000aa14d384d0e266ae87");
  });

  test("a path named by hand leaves the embedded models out", async () => {
    const found = await discover({ explicit: { generator: DIT }, embedded });
    expect(taken(found)).toEqual([["generator", "explicit", DIT]]);
  });

  test("nothing at all is refused", async () => {
    expect(await errorOf(() => discover())).toMatchObject({ code: "nothing-to-publish", value: [] });
    expect(await errorOf(() => discover({ embedded, only: ["language"] }))).toMatchObject({
      code: "nothing-to-publish",
    });
  });
});

describe("a path named by hand", () => {
  test.each([
    ["classifier", DIT, "holds a generator", "model-not-usable"],
    [
      "classifier",
      join(dirname(fileURLToPath(embedded.classifier.manifest)), "onnx/model.onnx"),
      "a graph alone",
      "model-not-usable",
    ],
    ["language", "/nowhere/model.pt", "not there", "model-not-usable"],
    ["generator", golden("tinydit-seed-dummy.pt"), "never trained", "untrained-model"],
  ] as const)("as a %s, %s is refused: it %s", async (kind, path, why, code) => {
    const error = await errorOf(() => discover({ explicit: { [kind]: path } }));
    expect(error.code).toBe(code);
    expect(error.message).toContain(why);
  });

  test("may be a model's tiny-cats.json", async () => {
    const folder = dirname(fileURLToPath(embedded.classifier.manifest));
    const found = await discover({ explicit: { classifier: join(folder, "tiny-cats.json") } });
    expect(taken(found)).toEqual([["classifier", "explicit", folder]]);
  });

  test("a graph goes with its model, and with none it is refused", async () => {
    const { models } = await discover({ explicit: { generator: DIT }, graphs: { generator: "/some/model.onnx" } });
    expect(models[0].graph).toBe("/some/model.onnx");
    const lone = await errorOf(() => discover({ explicit: { generator: DIT }, graphs: { classifier: "c.onnx" } }));
    expect(lone).toMatchObject({ code: "model-not-usable", value: "c.onnx" });
  });

  test("which is not wanted is passed", async () => {
    const { looked } = await discover({
      explicit: { generator: DIT },
      skip: ["generator"],
      embedded,
      folder: await withClassifier(),
    });
    expect(reasonOf(looked, DIT)).toBe("a generator is not wanted");
  });
});

async function withClassifier(): Promise<string> {
  const folder = temporaryFolder();
  await classifierPt(join(folder, "best.pt"));
  return folder;
}

describe("in the folder given", () => {
  test("models at its root and directly below are found by their manifests, and what belongs to them is not taken twice", async () => {
    const folder = temporaryFolder();
    cpSync(dirname(fileURLToPath(embedded.classifier.manifest)), folder, { recursive: true });
    cpSync(dirname(fileURLToPath(embedded.generator.manifest)), join(folder, "generator"), { recursive: true });
    const found = await discover({ folder });
    expect(taken(found)).toEqual([
      ["classifier", "folder", folder],
      ["generator", "folder", join(folder, "generator")],
    ]);
    expect(found.looked.filter(({ path }) => path.endsWith(".safetensors"))).toEqual([]);
  });

  test("a folder of transformers is a checkpoint", async () => {
    const folder = await classifierFolder(temporaryFolder(), 13);
    const found = await discover({ folder });
    expect(found.models).toMatchObject([{ kind: "classifier", place: "folder", path: folder, form: "checkpoint" }]);
  });

  test("a file is taken as it is", async () => {
    expect(taken(await discover({ folder: DIT }))).toEqual([["generator", "folder", DIT]]);
  });

  test("of two checkpoints the newer is taken, and what is none is passed with its reason", async () => {
    const folder = folderOf({
      "text.pt": "not a checkpoint",
      "pointer.pt": `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 5\n`,
    });
    const older = put(folder, "a.pt", DIT, 2024);
    const newer = put(folder, "b.pt", DIT, 2025);
    const dummy = put(folder, "dummy.pt", golden("tinydit-seed-dummy.pt"));
    const optimizer = await optimizerPt(join(folder, "optimizer.pt"));
    symlinkSync(DIT, join(folder, "link.pt"));
    const { models, looked } = await discover({ folder });
    expect(models.map(({ path }) => path)).toEqual([newer]);
    expect(reasonOf(looked, older)).toBe(`older than ${newer}, which was taken`);
    expect(reasonOf(looked, dummy)).toContain("never trained");
    expect(reasonOf(looked, optimizer)).toBe("an optimizer's state only");
    expect(reasonOf(looked, join(folder, "pointer.pt"))).toBe("a Git LFS pointer, whose content was not fetched");
    expect(reasonOf(looked, join(folder, "text.pt"))).toContain("no checkpoint");
    expect(reasonOf(looked, join(folder, "link.pt"))).toBeUndefined();
  });

  test("a manifest that says that nothing was trained, or whose graph is not there, is passed", async () => {
    const folder = temporaryFolder();
    const from = dirname(fileURLToPath(embedded.generator.manifest));
    const manifest = {
      ...JSON.parse(readFileSync(join(from, "tiny-cats.json"), "utf8")),
      provenance: { origin: "dice", untrained: true },
    };
    mkdirSync(join(folder, "dice"));
    writeFileSync(join(folder, "dice/tiny-cats.json"), JSON.stringify(manifest));
    mkdirSync(join(folder, "bare"));
    copyFileSync(join(from, "tiny-cats.json"), join(folder, "bare/tiny-cats.json"));
    const { code, value } = await errorOf(() => discover({ folder }));
    expect(code).toBe("nothing-to-publish");
    expect(reasonOf(value as Candidate[], join(folder, "dice"))).toBe(
      "never trained, as its tiny-cats.json says: dice",
    );
    expect(reasonOf(value as Candidate[], join(folder, "bare"))).toBe("its graph onnx/model.onnx is not there");
  });

  test("a training's folder is one model: its best checkpoint, the average of its weights", async () => {
    const run = await trainingRun(temporaryFolder());
    const found = await discover({ folder: run });
    const best = join(run, "step-10");
    expect(found.models).toMatchObject([{ kind: "generator", place: "folder", path: best, form: "checkpoint" }]);
    expect(found.models[0].sha256).toBe(sha256(readFileSync(join(best, "average.safetensors"))));
    expect(reasonOf(found.looked, run)).toMatch(/a checkpoint of tinydit.*, in step-10$/);
    expect(found.looked.map(({ path }) => path)).not.toContain(join(run, "step-20"));
    expect(taken(await discover({ explicit: { generator: run } }))).toEqual([["generator", "explicit", best]]);
    expect(taken(await discover({ folder: best }))).toEqual([["generator", "folder", best]]);
    writeFileSync(join(best, "average.safetensors"), "cut short");
    expect(taken(await discover({ folder: run }))).toEqual([["generator", "folder", join(run, "step-20")]]);
    const { value } = await errorOf(() => discover({ folder: best }));
    expect(reasonOf(value as Candidate[], best)).toContain("can't be used");
    const above = await trainingRun(join(temporaryFolder(), "out-cats", "generator"));
    const around = await discover({ folder: dirname(dirname(above)) });
    expect(taken(around)).toEqual([["generator", "training", join(above, "step-10")]]);
    cpSync(join(above, "step-20"), join(above, "final"), { recursive: true });
    for (const name of ["state.json", "average.safetensors", "optimizer.safetensors"])
      rmSync(join(above, "final", name));
    expect(taken(await discover({ folder: above }))).toEqual([["generator", "folder", join(above, "final")]]);
  });

  test("none there is an error", async () => {
    expect(await errorOf(() => discover({ folder: "/nowhere/at/all" }))).toMatchObject({ code: "no-such-folder" });
  });
});

describe("around the folder given", () => {
  test("Git, artifacts, training and cache are searched in this order", async () => {
    const folder = temporaryFolder();
    const cache = put(folder, "out-cats/cache/checkpoints/latest.pt", DIT);
    expect(taken(await discover({ folder }))).toEqual([["generator", "cache", cache]]);
    const trained = put(folder, "checkpoints/run/step_10.pt", DIT, 2020);
    expect(taken(await discover({ folder }))).toEqual([["generator", "training", trained]]);
    const exported = put(folder, "out-cats/best_model_export.pt", DIT, 2019);
    const again = await discover({ folder });
    expect(taken(again)).toEqual([["generator", "training", exported]]);
    expect(reasonOf(again.looked, trained)).toBe(`${exported} goes before it`);
    const artifact = put(folder, "artifacts/x/y.pt", DIT);
    expect(taken(await discover({ folder }))).toEqual([["generator", "artifacts", artifact]]);
    const backup = put(folder, "checkpoint-backup-7/deep/down/ckpt.pt", DIT, 2019);
    expect(taken(await discover({ folder }))).toEqual([["generator", "artifacts", backup]]);
    const latest = put(folder, "checkpoint-backup-7/latest_checkpoint.pt", DIT, 2018);
    expect(taken(await discover({ folder }))).toEqual([["generator", "artifacts", latest]]);
    const kept = put(folder, ".training-progress/checkpoints/latest_checkpoint.pt", DIT, 2018);
    const last = await discover({ folder });
    expect(taken(last)).toEqual([["generator", "git", kept]]);
    expect(reasonOf(last.looked, join(folder, ".git"))).toBe("not a Git repository");
  });

  test("what Git tracks is found, and what it does not is not", async () => {
    const folder = temporaryFolder();
    const tracked = put(folder, "models/deep/best.pt", DIT);
    put(folder, "models/deep/other.pt", DIT);
    execFileSync("git", ["init", "-q"], { cwd: folder });
    execFileSync("git", ["add", "models/deep/best.pt"], { cwd: folder });
    const { models, looked } = await discover({ folder });
    expect(models.map(({ place, path }) => [place, path])).toEqual([["git", tracked]]);
    expect(looked.filter(({ place }) => place === "git")).toHaveLength(2);
  });

  test("a link is followed within the folder, and not out of it", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "cache/checkpoints"), { recursive: true });
    const latest = join(folder, "cache/checkpoints/latest.pt");
    symlinkSync(DIT, latest);
    const { value } = await errorOf(() => discover({ folder }));
    expect(reasonOf(value as Candidate[], latest)).toBe("a link that leads out of the folder");
    const inside = put(folder, "kept/step_9.pt", DIT);
    rmSync(latest);
    symlinkSync(inside, latest);
    expect(taken(await discover({ folder }))).toEqual([["generator", "cache", latest]]);
  });

  test("a damaged repository is a reason", async () => {
    const folder = folderOf({ ".git": "gitdir: /nowhere" });
    const { value } = await errorOf(() => discover({ folder }));
    expect(reasonOf(value as Candidate[], join(folder, ".git"))).toContain("git ls-files failed");
  });

  test("a language model is published alone: what comes first leaves the other out", async () => {
    const folder = temporaryFolder();
    const dit = put(folder, "checkpoints/dit.pt", DIT, 2025);
    const gpt = put(folder, "checkpoints/gpt.pt", GPT, 2024);
    const first = await discover({ folder });
    expect(taken(first)).toEqual([["generator", "training", dit]]);
    expect(reasonOf(first.looked, gpt)).toBe(`a language model is published alone, and ${dit} was taken`);
    expect(taken(await discover({ folder, only: ["language"] }))).toEqual([["language", "training", gpt]]);
    const skipped = await discover({ folder, skip: ["generator"] });
    expect(taken(skipped)).toEqual([["language", "training", gpt]]);
    expect(reasonOf(skipped.looked, dit)).toBe("a generator is not wanted");
    const rest = await discover({ folder, explicit: { language: GPT } });
    expect(rest.looked.at(-1)?.reason).toBe("not looked at: all that is wanted was found before");
  });

  test("a signal stops it", async () => {
    const reason = new Error("enough");
    const signal = AbortSignal.abort(reason);
    await expect(discover({ folder: temporaryFolder(), signal })).rejects.toBe(reason);
  });
});
