import { basename } from "node:path";
import type { OpenModel } from "./open-model.ts";

/** What every file that is written says of where it comes from. */
export interface Origin {
  /** Of the checkpoint's file. */
  readonly sha256: string;
}

/** The metadata of a written file: strings by name. A model that was not trained says why it is known to be none. */
export function fileMetadata(
  { architecture, dialect, weights, untrained, path, config }: OpenModel,
  { sha256 }: Origin,
): Record<string, string> {
  return {
    architecture: architecture.name,
    config: JSON.stringify(config),
    source_dialect: dialect.name,
    source_file: basename(path),
    source_sha256: sha256,
    weights,
    ...(untrained !== undefined && { untrained }),
  };
}
