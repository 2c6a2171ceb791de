import type { FoundModel } from "@tiny-cats/core/node";
import type { ClassificationManifest, GenerationManifest } from "@tiny-cats/schema";

/** A model that requests can ask for. */
export interface ServedModel<M = ClassificationManifest | GenerationManifest> {
  /** What its address ends with. */
  id: "classifier" | "generator";
  /** Where it was pulled from, "owner/name", if it was. */
  repo: string | undefined;
  /** The commit that was pulled. */
  commit: string | undefined;
  found: FoundModel & { manifest: M };
  /** The file of its card, which may be missing. */
  card: string;
  /** Folders that may hold its reports. */
  reports: readonly string[];
}

/** The models a server answers with; one of each kind, or none. */
export interface ServedModels {
  classifier?: ServedModel<ClassificationManifest>;
  generator?: ServedModel<GenerationManifest>;
}
