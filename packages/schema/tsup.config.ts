import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { library } from "../../configs/tsup.ts";
import { jsonSchemas } from "./src/json-schemas.ts";

const entry = { index: "src/index.ts", errors: "src/errors.ts" };

// A file for each kind of document lets bundlers drop the kinds that go unused: package.json says that no file has side effects.
const kinds = [
  "benchmark-report",
  "data-report",
  "evaluation-report",
  "fid-results",
  "generation-metadata",
  "inception-score",
  "inference-latency",
  "memory-usage",
  "lineage",
  "manifest",
  "publish-report",
  "quantization-report",
  "training-report",
].map((kind) => [kind, `src/documents/${kind}.ts`]);

export default library(
  { ...entry, ...Object.fromEntries(kinds) },
  {
    dts: { entry },
    async onSuccess() {
      const folder = join("dist", "schemas");
      mkdirSync(folder, { recursive: true });
      for (const [name, schema] of Object.entries(jsonSchemas())) {
        writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(schema, null, 2)}\n`);
      }
    },
  },
);
