import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { removeStaleTemporaries, sha256, writeFileAtomic } from "@tiny-cats/files";
import type { DrawRequest } from "../../draw-request.ts";
import type { Drawing, DrawOptions, Generator } from "../../generator.ts";
import { drawingText } from "../../image/drawing-metadata.ts";
import { encodePng } from "../../image/png/encode-png.ts";
import { drawingFileName } from "./file-name.ts";

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
  await mkdir(folder, { recursive: true });
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
