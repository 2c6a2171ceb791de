import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as embedded from "@tiny-cats/models";
import type { PublishOptions } from "@tiny-cats/publish";

/** Where the reports on the embedded models lie. */
const EMBEDDED_REPORTS = fileURLToPath(new URL("../reports", embedded.classifier.manifest));

/** How the embedded classifier is published from a folder of its own to an emulator. */
export function embeddedOptions(folder: string, endpoint: string): PublishOptions {
  return {
    endpoint,
    token: "hf_local",
    work: join(folder, "work"),
    embedded,
    only: ["classifier"],
    reports: [EMBEDDED_REPORTS],
    extractor: embedded.extractor,
    command: "publish",
  };
}
