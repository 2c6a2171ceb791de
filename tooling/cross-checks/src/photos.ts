import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Comparison, compare } from "./compare.ts";
import { askCli, askPython, missingPeers } from "./peers.ts";

function report(what: string, limit: number, result: Comparison): boolean {
  const { pictures, missing, different, largestGap, largestGapAt } = result;
  console.log(
    `${what}: ${pictures} pictures, ${different.length} with another top-1, largest gap ${largestGap.toExponential(2)} (${largestGapAt})`,
  );
  for (const file of missing) console.log(`  answered by one side only: ${file}`);
  for (const file of different) console.log(`  another top-1: ${file}`);
  return missing.length === 0 && different.length === 0 && largestGap <= limit;
}

const folder = resolve(process.env.INIT_CWD ?? ".", process.argv[2] ?? "");
const reason = missingPeers(["PIL", "numpy", "onnxruntime"]);
if (reason) {
  console.log(`skipped: ${reason}`);
} else {
  const copies = mkdtempSync(join(tmpdir(), "tiny-cats-copies-"));
  try {
    const files = readdirSync(folder).filter((name) => /\.(jpe?g|png|webp)$/i.test(name));
    const paths = files.map((name) => join(folder, name));
    const asTheyAre = report("as they are", 2e-2, compare(await askCli(folder), await askPython(paths)));
    const theirs = await askPython(paths, copies);
    const asPng = report("as PNG", 1e-4, compare(await askCli(copies), theirs));
    process.exitCode = asTheyAre && asPng ? 0 : 1;
  } finally {
    rmSync(copies, { recursive: true, force: true });
  }
}
