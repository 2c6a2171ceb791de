import { join, parse } from "node:path";
import { toRgb } from "@tiny-cats/core";
import { drawingSheet } from "@tiny-cats/core/drawings";
import { decodePng, encodePng, readDrawingSettings, readPngText } from "@tiny-cats/core/png";
import { readFileBounded, sha256 } from "@tiny-cats/files";
import type { EvaluationReport } from "@tiny-cats/schema";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { LAYOUT } from "../layout.ts";
import type { Prepared } from "../prepared.ts";
import type { SamplesFolder } from "./samples-folder.ts";
import { writeIfChanged } from "./write-if-changed.ts";

const LARGEST = 64 << 20;

/**
 * evaluation/sample_grid.png: the sheet that the evaluation speaks of, by its hash, where it lies beside the report or in its place; else a sheet of
 * the samples.
 */
export async function placeSheet(
  { folder }: Prepared,
  samples: SamplesFolder,
  evaluation: { document: EvaluationReport; origin: string } | undefined,
  { signal }: { signal?: AbortSignal } = {},
): Promise<void> {
  const stop = { ...(signal && { signal }) };
  const target = join(folder, LAYOUT.sheet);
  const expected = (evaluation?.document as { samples?: { sha256?: unknown } } | undefined)?.samples?.sha256;
  if (evaluation && typeof expected === "string") {
    const { dir, name } = parse(evaluation.origin);
    for (const path of [target, join(dir, "sample_grid.png"), join(dir, `${name}-sheet.png`)]) {
      const png = await readIfThere(path, stop);
      if (!png || sha256(png) !== expected) continue;
      await writeIfChanged(target, png, stop);
      return;
    }
  }
  const drawn = [];
  for (const png of samples.pictures.values())
    drawn.push({ image: toRgb(await decodePng(png)), settings: readDrawingSettings(await readPngText(png)) });
  await writeIfChanged(target, await encodePng(drawingSheet(drawn)), stop);
}

async function readIfThere(path: string, stop: { signal?: AbortSignal }): Promise<Uint8Array | undefined> {
  try {
    return await readFileBounded(path, { maxBytes: LARGEST, ...stop });
  } catch (error) {
    stop.signal?.throwIfAborted();
    if (isTinyCatsError(error)) return undefined;
    throw error;
  }
}
