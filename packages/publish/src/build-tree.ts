import { rm } from "node:fs/promises";
import { join, posix } from "node:path";
import type { RepoId } from "@tiny-cats/hub";
import { writeChecksums } from "./checksums/write-checksums.ts";
import { discover } from "./discover/discover.ts";
import type { Candidate } from "./discover/discovery.ts";
import { writeExamples } from "./examples/write-examples.ts";
import type { GateReport } from "./gates/report-of.ts";
import { GATES_BEFORE_MEASURING } from "./gates/table.ts";
import { validate } from "./gates/validate.ts";
import { LAYOUT } from "./layout.ts";
import { measure } from "./measure/measure.ts";
import { notesBeside } from "./measure/place-note.ts";
import { writeCard } from "./measure/write-card.ts";
import { besideModel } from "./prepare/beside-model.ts";
import { prepare } from "./prepare/prepare.ts";
import type { MissingFile, Prepared } from "./prepared.ts";
import type { Stage, StageProgress } from "./progress.ts";
import type { PublishOptions } from "./publish-options.ts";
import { treeFiles } from "./report/tree-files.ts";
import { requireGates } from "./require-gates.ts";
import { requireValidCard } from "./require-valid-card.ts";
import { checkDisk } from "./resume/check-disk.ts";
import { fingerprint } from "./resume/fingerprint.ts";
import { isIntact } from "./resume/is-intact.ts";
import type { Work } from "./resume/open-work.ts";
import { sizeOf } from "./resume/size-of.ts";
import { stampsOf } from "./resume/stamps-of.ts";

/** A folder that is ready to be published, and how it came about. */
export interface BuiltTree {
  prepared: Prepared;
  gates: GateReport;
  looked: Candidate[];
  missing: MissingFile[];
}

/** What is copied, converted and downloaded again takes about this many times the models' size. */
const ROOM = 4;
const MEASURED_FOLDERS = ["evaluation", "benchmarks", "samples"];

/**
 * The stages before anything is sent: models found, converted, judged, measured and described, in the work folder.
 *
 * @param existing the repository's cards, which keep what people wrote
 */
export async function buildTree(
  work: Work,
  repo: RepoId,
  existing: { card: string | undefined; data: string | undefined },
  options: PublishOptions,
): Promise<BuiltTree> {
  const { signal, allowMissing = [], thresholds, onProgress, onNote } = options;
  const begin = (stage: Stage) => {
    signal?.throwIfAborted();
    options.onStage?.(stage);
  };
  const stop = { ...(signal && { signal }) };

  begin("discover");
  const discovery = await discover({ ...options, ...stop });
  const sizes = await Promise.all(discovery.models.map(({ path }) => sizeOf(path)));
  await checkDisk(work.folder, ROOM * sizes.reduce((sum, size) => sum + size, 0));

  begin("prepare");
  const { variant, tokenizer, license, data } = options;
  const making = { variant, tokenizer, license, data, allowMissing };
  const written = await stampsOf([...discovery.models.flatMap(besideModel), tokenizer, data], stop);
  const { result: prepared, kept } = await work.stage(
    "prepare",
    { models: discovery.models, ...making, written },
    () =>
      prepare(discovery.models, work.tree, {
        ...given({ weights: variant, tokenizer, license, data, onProgress }),
        ...{ allowMissing, ...stop },
      }),
    (earlier) => isIntact(earlier, signal),
  );
  if (kept) options.onKept?.("prepare");
  for (const { kind, notes } of prepared.models) for (const note of notes) onNote?.(`${kind}: ${note}`);

  begin("check");
  const judged = { allowMissing, modelPath: repo.name, ...given({ thresholds }), ...stop };
  const telling = (stage: Stage) =>
    given({ onProgress: onProgress && ((progress: StageProgress) => onProgress({ ...progress, stage })) });
  const checked = await work.stage("check", { prepared, thresholds, allowMissing }, () =>
    validate(work.tree, { ...judged, only: GATES_BEFORE_MEASURING, ...telling("check") }),
  );
  requireGates(checked.result);
  if (checked.kept) options.onKept?.("check");

  begin("measure");
  const { reports = [], samplesDir, extractor, command, amounts } = options;
  const measuring = { ...amounts, reports, allowMissing, ...given({ samplesDir, data, tokenizer }) };
  const readFrom = await stampsOf([...reports, samplesDir, data, tokenizer], stop);
  const measuredFiles = async () => {
    const all = await treeFiles(work.tree, stop);
    return all.filter(({ path }) => MEASURED_FOLDERS.some((name) => path.startsWith(`${name}/`)));
  };
  const measured = await work.stage(
    "measure",
    { prepared, ...measuring, readFrom },
    async (goesOn) => {
      if (!goesOn)
        for (const name of MEASURED_FOLDERS) await rm(join(work.tree, name), { recursive: true, force: true });
      const cache = join(work.folder, "cache");
      const { passed, missing } = await measure(prepared, {
        ...{ ...measuring, command, cache, ...stop },
        ...given({ extractor, onProgress }),
      });
      return { passed, missing, files: await measuredFiles() };
    },
    async ({ files: earlier }) => fingerprint(earlier) === fingerprint(await measuredFiles()),
  );
  if (measured.kept) options.onKept?.("measure");
  for (const { path, reason } of measured.result.passed) onNote?.(`passed ${path}: ${reason}`);

  begin("card");
  // Neither may speak of itself, and notes may have been written on since an earlier run.
  for (const name of [LAYOUT.checksums, LAYOUT.card, ...notesPlaced(prepared)])
    await rm(join(work.tree, name), { force: true });
  await writeExamples(prepared, { repo: repo.name, ...stop });
  const notesFrom = Object.fromEntries(discovery.models.map(({ kind, path }) => [kind, path]));
  const [, title] = repo.name.split("/");
  const { card, dataset } = await writeCard(prepared, {
    repo: repo.name,
    ...(prepared.models.length > 1 && { title }),
    notesFrom,
    ...stop,
    ...given({ existing: existing.card, existingData: existing.data, dataNotesFrom: data, onProgress }),
  });
  for (const one of dataset ? [card, dataset] : [card])
    for (const { message } of [...one.omitted, ...one.validation.warnings]) onNote?.(`${one.path}: ${message}`);
  const [{ path: first }] = discovery.models;
  requireValidCard(card, await notesBeside(first));
  if (dataset) requireValidCard(dataset, await notesBeside(data ?? join(first, LAYOUT.datasets)));
  await writeChecksums(work.tree, stop);

  begin("gates");
  const files = await treeFiles(work.tree, stop);
  const gates = await work.stage("gates", { files, thresholds, allowMissing }, () =>
    validate(work.tree, { ...judged, ...telling("gates") }),
  );
  requireGates(gates.result);
  if (gates.kept) options.onKept?.("gates");
  const missing = [...prepared.models.flatMap((model) => model.missing), ...measured.result.missing];
  return { prepared, gates: gates.result, looked: discovery.looked, missing };
}

/** What the card's stage itself brings into the tree of what people wrote. */
function notesPlaced({ models }: Prepared): string[] {
  const listed = models.flatMap(({ folder, manifest }) => manifest.files.map(({ path }) => posix.join(folder, path)));
  const places = [...models.map(({ folder }) => folder), LAYOUT.datasets];
  const paths = [...places.map((folder) => posix.join(folder, LAYOUT.notes)), `${LAYOUT.datasets}/${LAYOUT.card}`];
  return paths.filter((path) => !listed.includes(path));
}

/** Without what was not given: optional keys of others may not be undefined. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
