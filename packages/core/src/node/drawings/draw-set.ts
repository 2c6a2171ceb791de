import { join } from "node:path";
import { writeFileAtomic } from "@tiny-cats/files";
import type { DrawRequest } from "../../draw-request.ts";
import type { DrawOptions, Generator } from "../../generator.ts";
import { encodePng } from "../../image/png/encode-png.ts";
import type { FoundModel } from "../model-source.ts";
import { type DrawnFile, drawFiles } from "./draw-files.ts";
import { drawingSheet } from "./drawing-sheet.ts";
import { generationMetadata } from "./generation-metadata.ts";

/** How a set of drawings is made. */
export interface DrawSetOptions extends DrawOptions {
  /** Made where it is not there. */
  folder: string;
  /** The model that draws, for what is written of it. */
  found: FoundModel;
  /** Whether to write grid.png as well. */
  grid?: boolean;
  onDrawing?: (drawing: DrawnFile) => void;
}

/**
 * Draws into a folder: a PNG for each request, such as Maine_Coon_000.png, then generation_metadata.json, which says what it takes to draw them
 * again, and where asked for a sheet of all. Each file is written whole or not at all; the metadata come last.
 *
 * @throws what Generator.draw throws; FilesError of writing; the signal's reason
 */
export async function drawSet(
  generator: Generator,
  requests: readonly DrawRequest[],
  { found, grid = false, onDrawing, ...options }: DrawSetOptions,
): Promise<DrawnFile[]> {
  const { folder, signal } = options;
  const drawn: DrawnFile[] = [];
  for await (const drawing of drawFiles(generator, requests, options)) {
    drawn.push(drawing);
    onDrawing?.(drawing);
  }
  if (grid) await writeFileAtomic(join(folder, "grid.png"), await encodePng(drawingSheet(drawn)));
  signal?.throwIfAborted();
  const metadata = generationMetadata(generator, found, drawn);
  await writeFileAtomic(join(folder, "generation_metadata.json"), `${JSON.stringify(metadata, null, 2)}\n`);
  return drawn;
}
