import { join } from "node:path";
import type { Drawing, DrawOptions, DrawRequest, Generator } from "@tiny-cats/core";
import { drawingText, encodePng } from "@tiny-cats/core/png";
import { removeStaleTemporaries, sha256, writeFileAtomic } from "@tiny-cats/files";
import type { Progress } from "../output/progress.ts";
import { drawingFileName } from "./file-name.ts";
import { makeFolder } from "./make-folder.ts";

/** A drawing and the file it was written to. */
export interface DrawnFile extends Drawing {
  /** Its name inside the folder. */
  file: string;
  sha256: string;
}

/** Draws into a folder, one file a drawing, each written whole or not at all. */
export async function* drawFiles(
  generator: Generator,
  requests: readonly DrawRequest[],
  { folder, ...options }: DrawOptions & { folder: string },
): AsyncGenerator<DrawnFile> {
  await makeFolder(folder);
  // What a run that was killed here left behind.
  await removeStaleTemporaries(folder);
  for await (const drawing of generator.draw(requests, options)) {
    const { image, settings } = drawing;
    const file = drawingFileName(settings.breed, settings.index);
    const png = await encodePng(image, { text: drawingText(settings) });
    options.signal?.throwIfAborted();
    await writeFileAtomic(join(folder, file), png);
    yield { ...drawing, file, sha256: sha256(png) };
  }
}

/** Moves a bar of pictures * steps along as steps are done. */
export function stepProgress(progress: Progress): NonNullable<DrawOptions["onStep"]> {
  return ({ pictures, step, steps }) => progress.update(pictures[0] * steps + step * pictures.length);
}
