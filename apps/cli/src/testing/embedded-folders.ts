import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { classifier, generator } from "@tiny-cats/models";

/** The embedded models' folders. */
export const CLASSIFIER: string = dirname(fileURLToPath(classifier.manifest));
export const GENERATOR: string = dirname(fileURLToPath(generator.manifest));
