import { resolve } from "node:path";
import { fetchPets } from "@tiny-cats/data";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { goOnNote } from "../../hub/go-on-note.ts";
import { bytes } from "../../output/bytes.ts";
import { printOne } from "../../output/print-one.ts";
import { printable } from "../../output/printable.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import type { DATA_FETCH_OPTIONS } from "./spec.ts";

const STAGES = {
  "checking images.tar.gz": "Checking the images",
  "fetching images.tar.gz": "Fetching the images",
  "checking annotations.tar.gz": "Checking the annotations",
  "fetching annotations.tar.gz": "Fetching the annotations",
};

/** `tiny-cats data fetch`: brings the archives, and prints what is there. */
export async function runDataFetch(context: CommandContext): Promise<ExitCode> {
  const { io, talk, args } = context;
  const { source } = context.options as OptionValues<typeof DATA_FETCH_OPTIONS>;
  const folder = resolve(io.cwd, args[0]);
  const progress = stageProgress(talk, STAGES);
  const fetched = await goOnNote(context, () =>
    talk
      .timed("fetching", () =>
        fetchPets(folder, {
          signal: io.signal,
          ...(source !== undefined && { source }),
          onRetry: ({ message, waitMs }) =>
            talk.note(`${printable(message)}; trying again in ${(waitMs / 1000).toFixed(1)} s`),
          onProgress: ({ stage, file, done, total }) => progress.update(`${stage} ${file}`, done, total ?? 0),
        }),
      )
      .finally(() => progress.end()),
  );
  printOne(context, { folder, ...fetched }, (out) => {
    out.line(folder);
    for (const { file, bytes: size, reused } of fetched.files)
      out.line(
        `  ${file}  ${out.style.dim(`${bytes(size)}, ${reused ? "was there" : "fetched"}, MD5 as it should be`)}`,
      );
    out.line(`  NOTICE.txt  ${out.style.dim(fetched.license)}`);
  });
  return 0;
}
