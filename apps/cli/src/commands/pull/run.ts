import { resolve } from "node:path";
import { type Pulled, type PullOptions, pull } from "@tiny-cats/publish/pull";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { amount } from "../../hub/amount.ts";
import { cacheFolder } from "../../hub/cache-folder.ts";
import { goOnNote } from "../../hub/go-on-note.ts";
import { hubAccess } from "../../hub/hub-access.ts";
import { hubAddress } from "../../hub/hub-address.ts";
import { isOffline } from "../../hub/is-offline.ts";
import { spareMemory } from "../../hub/spare-memory.ts";
import { bytes } from "../../output/bytes.ts";
import { printOne } from "../../output/print-one.ts";
import { printable } from "../../output/printable.ts";
import type { Printer } from "../../output/printer.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import type { PULL_OPTIONS } from "./spec.ts";

const KINDS = ["classifier", "generator", "language"] as const;

/** `tiny-cats pull`: brings a repository, and prints where it is. */
export async function runPull(context: CommandContext): Promise<ExitCode> {
  spareMemory();
  const { io, talk, args } = context;
  const values = context.options as OptionValues<typeof PULL_OPTIONS>;
  const { dir, dialect } = values;
  const as = values.as ?? (dialect === undefined ? "folder" : "checkpoint");
  if (as === "checkpoint" && dir === undefined)
    throw usageError("missing-argument", "no folder was named for the checkpoint", { remedy: "give --dir <folder>" });
  if (as === "folder" && dialect !== undefined)
    throw usageError("conflicting-options", "--dialect is for a checkpoint, and --as says folder", {
      value: dialect,
      remedy: "leave one of them out",
    });
  const only = kindsOf(values.only);
  const offline = values.offline || isOffline(io);
  const access = offline ? { ...hubAddress(context), signal: io.signal } : await hubAccess(context);
  const progress = stageProgress(talk, { downloading: "Downloading", checking: "Checking", converting: "Converting" });
  const options: PullOptions = {
    ...access,
    cache: cacheFolder(io),
    as,
    offline,
    ...(dir !== undefined && { dir: resolve(io.cwd, dir) }),
    ...(dialect !== undefined && { dialect }),
    ...(only && { only }),
    onProgress: ({ stage, done, total }) => progress.update(stage, done, total),
  };
  const pulled = await goOnNote(context, () =>
    talk.timed("pulling", () => pull(args[0], options)).finally(() => progress.end()),
  );
  report(context, pulled);
  return 0;
}

function report(context: CommandContext, pulled: Pulled): void {
  const { talk } = context;
  const { repo, revision, commit, folder, models, files, fetched, reused, seconds, retries, checkpoint, notes } =
    pulled;
  for (const note of notes) talk.note(`note: ${printable(note)}`);
  talk.note(`${repo} at ${commit}: ${amount(files.length, pulled.bytes)}; ${bytes(fetched)} fetched`);
  const said = {
    repo_id: repo,
    revision,
    commit,
    folder,
    models: models.map(({ kind, folder: below, manifest, architecture, untrained }) => ({
      kind,
      folder: below,
      name: manifest?.name ?? null,
      architecture: architecture ?? manifest?.architecture ?? null,
      ...(untrained !== undefined && { untrained }),
    })),
    files,
    bytes: pulled.bytes,
    ...{ fetched, reused, seconds, retries },
    checkpoint: checkpoint ?? null,
    lineage: pulled.lineageFile ?? null,
    notes,
  };
  printOne(context, said, (out) => print(out, pulled));
}

function print(out: Printer, { folder, models, checkpoint }: Pulled): void {
  const { bold, dim } = out.style;
  if (checkpoint) {
    const made = checkpoint.reused ? "as it was" : bytes(checkpoint.bytes);
    out.line(`${checkpoint.file}  ${dim(`${checkpoint.architecture} as ${checkpoint.dialect}, ${made}`)}`);
    return;
  }
  out.line(folder);
  for (const { kind, folder: below, manifest, architecture } of models)
    out.line(`  ${bold(kind)} ${printable(manifest?.name ?? architecture ?? "")}${below && dim(`, in ${below}`)}`);
}

function kindsOf(text: string | undefined): (typeof KINDS)[number][] | undefined {
  if (text === undefined) return undefined;
  const names = text.split(",").map((name) => name.trim());
  const wrong = names.find((name) => !(KINDS as readonly string[]).includes(name));
  if (wrong === undefined) return names as (typeof KINDS)[number][];
  throw usageError("invalid-option-value", `--only can't be "${wrong.slice(0, 64)}"`, {
    value: wrong,
    remedy: `use ${KINDS.join(", ")}`,
  });
}
