import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { convertCheckpoint } from "@tiny-cats/architectures/node";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { LAYOUT } from "../layout.ts";
import { copyHashed } from "../prepare/copy-hashed.ts";
import { exists } from "../prepare/exists.ts";
import { replaceFolder } from "../prepare/replace-folder.ts";
import type { Prepared, PreparedModel } from "../prepared.ts";
import type { StageProgress } from "../progress.ts";

/** What of a repository lies at the same place in both layouts. */
const SHARED = [LAYOUT.card, LAYOUT.evaluation, LAYOUT.benchmark];

export interface SeedLayoutOptions {
  signal?: AbortSignal;
  onProgress?: (progress: StageProgress) => void;
}

/** What was written, by path, in order, and what there was nothing to write of. */
export interface SeedLayout {
  folder: string;
  files: string[];
  absent: string[];
}

/**
 * Writes a prepared repository in the seed project's layout: classifier/ and generator/ with config.json, model.pt (as `torch.load(weights_only=True)` reads it)
 * and model.onnx; reports, samples and the card where they are there. The folder is replaced whole or not at all.
 *
 * @throws TinyCatsError "no-seed-layout" of a language model, "file-missing" where a model has no weights to make model.pt of, "folder-not-empty"; what convertCheckpoint
 * throws; the signal's reason
 */
export async function seedLayout(
  prepared: Prepared,
  out: string,
  { signal, onProgress }: SeedLayoutOptions = {},
): Promise<SeedLayout> {
  const stop = signal ? { signal } : {};
  return replaceFolder(
    out,
    async (staging) => {
      const files: string[] = [];
      const absent: string[] = [];
      const copy = async (from: string, to: string) => {
        if (await exists(join(prepared.folder, from))) {
          await copyHashed(join(prepared.folder, from), join(staging, to), stop);
          files.push(to);
        } else absent.push(to);
      };
      for (const [i, model] of prepared.models.entries()) {
        onProgress?.({
          stage: "prepare",
          what: `laying out the ${model.kind}`,
          done: i,
          total: prepared.models.length,
        });
        files.push(...(await seedModel(prepared.folder, model, join(staging, model.kind), stop)));
      }
      for (const path of SHARED) await copy(path, path);
      const names = await readdir(join(prepared.folder, LAYOUT.samples)).catch(() => []);
      for (const name of names.filter((file) => file.endsWith(".png")).sort()) {
        await copy(`${LAYOUT.samples}/${name}`, `${LAYOUT.samples}/${name}`);
      }
      return { folder: out, files: files.sort(), absent };
    },
    stop,
  );
}

async function seedModel(
  root: string,
  { kind, folder, graph, weights, manifest }: PreparedModel,
  out: string,
  stop: { signal?: AbortSignal },
): Promise<string[]> {
  if (kind === "language") {
    throw new TinyCatsError(
      "no-seed-layout",
      `${manifest.name} is a language model, which the seed's layout has no place for`,
      {
        value: manifest.name,
        remedy: "publish it in the house's layout: leave --layout out",
      },
    );
  }
  if (!weights || !(await exists(join(root, weights.path)))) {
    throw new TinyCatsError("file-missing", `${manifest.name} has no weights to make model.pt of`, {
      value: manifest.name,
      remedy: "publish the model with its model.safetensors",
    });
  }
  await mkdir(out, { recursive: true });
  await convertCheckpoint(join(root, folder), out, { to: ["pt"], ...stop });
  await copyHashed(join(root, graph.path), join(out, "model.onnx"), stop);
  await copyHashed(join(root, folder, "config.json"), join(out, "config.json"), stop);
  return ["config.json", "model.onnx", "model.pt"].map((name) => `${kind}/${name}`);
}
