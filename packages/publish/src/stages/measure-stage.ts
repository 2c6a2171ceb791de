import { rm } from "node:fs/promises";
import { join } from "node:path";
import { given } from "../given.ts";
import { measure } from "../measure/measure.ts";
import type { MissingFile, Prepared } from "../prepared.ts";
import { treeFiles } from "../report/tree-files.ts";
import { fingerprint } from "../resume/fingerprint.ts";
import { stampsOf } from "../resume/stamps-of.ts";
import type { PublishRun } from "./publish-run.ts";

const MEASURED_FOLDERS = ["evaluation", "benchmarks", "samples"];

/** Fills the tree with reports and samples; gives what there is none of. @throws what measure throws */
export async function measureStage(run: PublishRun, prepared: Prepared): Promise<MissingFile[]> {
  const { options, work, stop } = run;
  const { reports = [], samplesDir, data, tokenizer, allowMissing = [], extractor, command, amounts } = options;
  const measuring = { ...amounts, reports, allowMissing, ...given({ samplesDir, data, tokenizer }) };
  const readFrom = await stampsOf([...reports, samplesDir, data, tokenizer], stop);
  const measuredFiles = () =>
    treeFiles(work.tree, {
      ...stop,
      only: (path) => MEASURED_FOLDERS.some((name) => path.startsWith(`${name}/`)),
    });
  const { passed, missing } = await run.stage(
    "measure",
    { prepared, ...measuring, readFrom },
    async (goesOn) => {
      if (!goesOn)
        for (const name of MEASURED_FOLDERS) await rm(join(work.tree, name), { recursive: true, force: true });
      const measured = await measure(prepared, {
        ...{ ...measuring, command, cache: join(work.folder, "cache"), ...stop },
        ...given({ extractor, onProgress: options.onProgress }),
      });
      return { passed: measured.passed, missing: measured.missing, files: await measuredFiles() };
    },
    async ({ files }) => fingerprint(files) === fingerprint(await measuredFiles()),
  );
  for (const { path, reason } of passed) options.onNote?.(`passed ${path}: ${reason}`);
  return missing;
}
