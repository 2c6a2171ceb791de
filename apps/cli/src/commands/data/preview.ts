import { resolve } from "node:path";
import { encodePng } from "@tiny-cats/core/png";
import { augmentation, openImageSet, previewSheet } from "@tiny-cats/data";
import { writeFileAtomic } from "@tiny-cats/files";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { plural } from "../../output/plural.ts";
import { printOne } from "../../output/print-one.ts";
import { printable } from "../../output/printable.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { endingOf } from "../ending-of.ts";
import type { DATA_PREVIEW_OPTIONS } from "./spec.ts";

/** `tiny-cats data preview`: 1 where a picture could not be read. */
export async function runDataPreview(context: CommandContext): Promise<ExitCode> {
  const { io, talk, args } = context;
  const { signal, cwd } = io;
  const values = context.options as OptionValues<typeof DATA_PREVIEW_OPTIONS>;
  const { out, augment, index, size, heads, seed, count, changes } = values;
  endingOf("out", out, [".png"]);
  const set = await openImageSet(resolve(cwd, args[0]), { signal, ...(index !== undefined && { index }) });
  const progress = stageProgress(talk, { drawing: "Changing" });
  const { sheet, files, leftOut } = await previewSheet(set, {
    ...{ size, heads, seed, count, changes, signal },
    augment: augmentation(augment),
    onProgress: ({ done, total }) => progress.update("drawing", done, total),
  }).finally(() => progress.end());
  for (const { file, error } of leftOut) talk.error(error, printable(file));
  await writeFileAtomic(resolve(cwd, out), await encodePng(sheet), { signal });
  const { width, height } = sheet;
  printOne(context, { file: out, width, height, augment, seed, pictures: files }, (printer) => {
    printer.line(`${out}: ${plural(files.length, "picture")}, ${changes} times changed, ${width} x ${height} pixels`);
  });
  return leftOut.length > 0 ? 1 : 0;
}
