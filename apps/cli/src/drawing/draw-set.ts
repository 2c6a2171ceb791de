import type { DrawRequest, Generator } from "@tiny-cats/core";
import { type DrawnFile, type DrawSetOptions, drawSet as drawInto } from "@tiny-cats/core/drawings";
import { makeFolder } from "./make-folder.ts";

/** Draws into a folder, which is made where it is not there, with generation_metadata.json and, where asked for, a sheet of all pictures. */
export async function drawSet(
  generator: Generator,
  requests: readonly DrawRequest[],
  options: DrawSetOptions,
): Promise<DrawnFile[]> {
  await makeFolder(options.folder);
  return drawInto(generator, requests, options);
}
