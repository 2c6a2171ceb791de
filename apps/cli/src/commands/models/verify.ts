import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { bytes } from "../../output/bytes.ts";
import { plural } from "../../output/plural.ts";
import { printData } from "../../output/print-data.ts";
import type { Printer } from "../../output/printer.ts";
import { table } from "../../output/table.ts";
import { type CheckedFile, checkFile } from "./check-file.ts";
import { findModels } from "./find-models.ts";

interface Verified {
  model: string;
  name: string;
  ok: boolean;
  files: CheckedFile[];
}

/** `tiny-cats models verify`: holds files against their manifests; 1 where one is damaged or missing. */
export async function runModelsVerify(context: CommandContext): Promise<ExitCode> {
  const { signal } = context.io;
  const { found, failed } = await findModels(context);
  const total = found.reduce((sum, { manifest }) => sum + manifest.files.length, 0);
  const progress = context.talk.progress(`Verifying ${plural(total, "file")}`, total);
  const verified: Verified[] = [];
  let done = 0;
  for (const { given, folder, manifest } of found) {
    const files: CheckedFile[] = [];
    for (const file of manifest.files) {
      signal.throwIfAborted();
      files.push(await checkFile(folder, file, { signal }));
      progress.update(++done);
    }
    verified.push({ model: given, name: manifest.name, ok: files.every(isFine), files });
  }
  progress.end();
  printData(context, verified, (out) => {
    for (const [i, model] of verified.entries()) {
      if (i > 0) out.line();
      print(out, model);
    }
  });
  return failed > 0 || verified.some(({ ok }) => !ok) ? 1 : 0;
}

function isFine({ state }: CheckedFile): boolean {
  return state === "ok" || state === "absent (optional)";
}

function print(out: Printer, { name, model, ok, files }: Verified): void {
  const { bold, green, red } = out.style;
  out.line(`${bold(name)} (${model}): ${ok ? green("ok") : red("not what its manifest describes")}`);
  const rows = files.map(({ path, bytes: size, sha256, state, found }) => [
    state,
    path,
    bytes(size),
    describe(sha256, found),
  ]);
  for (const [i, line] of table(rows).entries()) out.line(`  ${isFine(files[i]) ? line : red(line)}`);
}

function describe(expected: string, found: CheckedFile["found"]): string {
  if (!found) return expected;
  return found.sha256 === undefined ? `it has ${found.bytes} bytes` : `its sha256 is ${found.sha256}, not ${expected}`;
}
