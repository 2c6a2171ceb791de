import { copyFile, mkdtemp, readdir, rename, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ifThere, sha256File } from "@tiny-cats/files";
import type { Lineage } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { PULL_PAGE } from "./docs-page.ts";
import type { Examined } from "./examine.ts";
import type { PulledModel } from "./examine-models.ts";
import { incompatible } from "./incompatible.ts";
import { readLineage } from "./lineage.ts";
import { dialectsFor, PULL_DIALECTS, type PullDialect } from "./pull-dialects.ts";
import type { PullOptions } from "./pull-options.ts";
import type { PulledCheckpoint } from "./pulled.ts";

/** What a checkpoint is made of. */
export interface CheckpointSource {
  /** With the repository's files. */
  folder: string;
  examined: Examined;
  parent: Lineage["parent"];
}

/**
 * Makes the checkpoint of a pulled model in a folder, whole or not at all. One that is there already is kept where it was made of the same
 * commit, replaced where a pull made it, and left alone where anybody else did, such as a training that went on from it.
 *
 * @throws TinyCatsError "incompatible-model" where the model has no such layout, "invalid-pull-option" where several models could be meant,
 * "pull-folder-taken"; what convertCheckpoint throws
 */
export async function makeCheckpoint(
  given: string,
  { folder, examined, parent }: CheckpointSource,
  { dialect: asked, only, signal, onProgress }: PullOptions,
): Promise<PulledCheckpoint> {
  const dir = resolve(given);
  const { model, dialect } = choose(examined.models, asked, only);
  const { file: name } = PULL_DIALECTS[dialect];
  const file = join(dir, name);
  const before = await readLineage(dir);
  const there = await ifThere(sha256File(file, signal ? { signal } : {}));
  const known = there !== undefined && before?.checkpoint?.path === name && before.checkpoint.sha256 === there;
  if (known && before.parent.commit === parent.commit && before.parent.repo_id === parent.repo_id) {
    const { bytes, architecture, dialect: made } = before.checkpoint!;
    if (made === dialect) return { path: name, file, bytes, sha256: there, architecture, dialect, reused: true };
  }
  const core = dialect === "nanogpt" && model.architecture === "nanecho";
  const source = join(folder, model.folder);
  const architecture = core ? "gpt2" : (model.architecture as string);
  const stop = signal ? { signal } : {};
  const { convertCheckpoint, stageFolder } = await import("@tiny-cats/architectures/node");
  const { files, notes, ...report } = await stageFolder(
    dir,
    async (staging) => {
      const convert = (path: string) =>
        convertCheckpoint(path, staging, {
          to: ["pt"],
          dialect: PULL_DIALECTS[dialect].dialects[architecture],
          lineage: textsOf(parent),
          ...stop,
          ...(onProgress && {
            onProgress: ({ stage, bytes, total }) => {
              if (stage === "pt") onProgress({ stage: "converting", done: bytes, total });
            },
          }),
        });
      const converted = await (core ? withCoreAlone(source, convert) : convert(source)).catch((error) => {
        throw incompatible(model.folder, error);
      });
      const [{ path, sha256 }] = converted.files;
      if (there !== undefined && there !== sha256 && !known) throw taken(file);
      await rename(join(staging, path), join(staging, name));
      return converted;
    },
    stop,
  );
  const [{ bytes, sha256 }] = files;
  examined.notes.push(...notes);
  if (core) examined.notes.push("The GPT-2 alone was taken: what a NanEcho adds to it is left behind.");
  return { path: name, file, bytes, sha256, architecture: report.architecture, dialect, reused: false };
}

function choose(
  models: readonly PulledModel[],
  asked: PullDialect | undefined,
  only: PullOptions["only"],
): { model: PulledModel; dialect: PullDialect } {
  const fitting = models.filter(({ kind }) => asked === undefined || kind === PULL_DIALECTS[asked].kind);
  if (asked === undefined && fitting.length > 1) {
    throw new TinyCatsError(
      "invalid-pull-option",
      `the repository holds a ${fitting.map(({ kind }) => kind).join(" and a ")}, and a checkpoint is of one`,
      {
        value: only ?? null,
        remedy: `name the dialect: ${fitting.map(({ architecture = "" }) => dialectsFor(architecture)[0]).join(" or ")}`,
      },
    );
  }
  const [model] = fitting;
  const possible = [...new Set(models.flatMap(({ architecture = "" }) => layouts(architecture)))];
  const dialect = asked ?? layouts(model?.architecture ?? "")[0];
  if (model && dialect && layouts(model.architecture ?? "").includes(dialect)) return { model, dialect };
  const held = models
    .map(({ kind, architecture }) => architecture ?? `${kind} without weights that can be read`)
    .join(", ");
  throw new TinyCatsError(
    "incompatible-model",
    `the repository holds ${held}, of which no ${asked ?? "checkpoint"} can be made`,
    {
      value: { asked: asked ?? null, possible },
      remedy: `${possible.length > 0 ? `ask for ${possible.join(" or ")}` : "pull it as a folder"}; ${PULL_PAGE}`,
    },
  );
}

function textsOf({ repo_id, endpoint, commit, revision }: Lineage["parent"]): { [key: string]: string } {
  return { repo_id, ...(endpoint !== undefined && { endpoint }), commit, revision };
}

/** A NanEcho's folder holds a GPT-2 as well. */
function layouts(architecture: string): PullDialect[] {
  return architecture === "nanecho" ? [...dialectsFor(architecture), "nanogpt"] : dialectsFor(architecture);
}

/** Shows a folder without the extras that make a NanEcho of it. */
async function withCoreAlone<T>(source: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "tiny-cats-pull-"));
  try {
    for (const name of await readdir(source)) {
      if (!/^(?:model|config|training_metadata|generation_config)\b.*\.(?:safetensors|json)$/.test(name)) continue;
      const [from, to] = [join(source, name), join(folder, name)];
      await symlink(from, to).catch(() => copyFile(from, to));
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function taken(file: string): TinyCatsError {
  return new TinyCatsError("pull-folder-taken", `${file} is there, and no pull made it as it is`, {
    value: file,
    remedy: "give another folder, or move that file away: a training may have gone on in it",
  });
}
