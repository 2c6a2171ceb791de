import { openObject } from "./open-object.ts";
import { sha256, text } from "./scalars.ts";

/** A network whose features or classes drawings are judged by, named by its file's hash. */
export const extractor = openObject({ name: text, sha256 });
