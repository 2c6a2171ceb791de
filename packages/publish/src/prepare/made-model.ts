import type { Manifest } from "@tiny-cats/schema";
import type { PreparedModel } from "../prepared.ts";

/** A model as it was made, its files in place, before they are listed in a manifest. */
export interface MadeModel {
  /** Of the manifest: all but files, inputs and outputs, which are read from what was made. */
  facts: Partial<Manifest> & Pick<Manifest, "task" | "architecture">;
  source: PreparedModel["source"];
  parity?: PreparedModel["parity"];
  /** Roles of files by path, in the order in which they are listed. */
  files: [path: string, role: Manifest["files"][number]["role"], dtype?: Manifest["files"][number]["dtype"]][];
  notes: string[];
}
