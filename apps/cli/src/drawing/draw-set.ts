import { join } from "node:path";
import type { DrawOptions, DrawRequest, Generator } from "@tiny-cats/core";
import type { FoundModel } from "@tiny-cats/core/node";
import { encodePng } from "@tiny-cats/core/png";
import { writeFileAtomic } from "@tiny-cats/files";
import { type DrawnFile, drawFiles } from "./draw-files.ts";
import { drawingSheet } from "./drawing-sheet.ts";
import { generationMetadata } from "./generation-metadata.ts";

export interface DrawSetOptions extends DrawOptions {
  folder: string;
  /** Whether to write grid.png as well. */
  grid: boolean;
  onDrawing?: (drawing: DrawnFile) => void;
}

/** Draws into a folder, with generation_metadata.json and, where asked for, a sheet of all pictures. */
export async function drawSet(
  generator: Generator,
  requests: readonly DrawRequest[],
  { found, grid, onDrawing, ...options }: DrawSetOptions & { found: FoundModel },
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
