import { stat } from "node:fs/promises";
import { safeJoin, sha256File } from "@tiny-cats/files";
import { checkSums } from "../folder/check-sums.ts";
import { strangeFiles } from "../folder/strange-files.ts";
import type { FolderGate, GateContext } from "../gate.ts";
import { failed, passed } from "../verdicts.ts";

/** Files are those that manifests and SHA256SUMS speak of; nothing in the folder would run by itself or when it is unpickled. */
export const files: FolderGate = {
  name: "files",
  needs: "files",
  async run(context) {
    const { published, mayLack, signal } = context;
    const hash = hashOnce(signal);
    const manifests = await checkManifests(context, hash);
    const sums = await checkSums(published, { mayLack, hash, ...(signal && { signal }) });
    const strange = await strangeFiles(published, signal ? { signal } : {});
    const damaged = published.reports.damaged.map(
      ({ path, message }) => `${path} can't be read as a report: ${message}`,
    );
    const faults = [...manifests.faults, ...sums.faults, ...strange, ...damaged];
    const warnings = [...manifests.lacking, ...sums.lacking].map((path) => `${path} is missing, and allowed to be`);
    const value = `${manifests.held} of ${manifests.total} files`;
    if (faults.length === 0)
      return passed(`${value} are as their manifests say${sums.total > 0 ? `, and ${sums.total} as SHA256SUMS` : ""}`, {
        value,
        warnings,
      });
    return failed(faults.slice(0, 10).join("; ") + (faults.length > 10 ? `; and ${faults.length - 10} more` : ""), {
      value,
      warnings,
      remedy: "make the folder again with tiny-cats publish --dry-run, and take out what does not belong to the model",
    });
  },
};

/** Hashes a file that both its manifest and SHA256SUMS list once alone. */
function hashOnce(signal: AbortSignal | undefined): (file: string) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  return (file) => {
    const hash = known.get(file) ?? sha256File(file, signal ? { signal } : {});
    known.set(file, hash);
    return hash;
  };
}

async function checkManifests(
  { published: { models }, mayLack }: GateContext,
  hash: (file: string) => Promise<string>,
) {
  const faults: string[] = [];
  const lacking: string[] = [];
  let held = 0;
  let total = 0;
  for (const { folder, prefix, manifest } of models) {
    for (const { path, bytes, sha256, optional } of manifest.files) {
      const whole = safeJoin(folder, path);
      const name = `${prefix}${path}`;
      const info = await stat(whole).catch(() => undefined);
      if (!info && optional) continue;
      total++;
      if (!info && mayLack(name)) lacking.push(name);
      else if (!info?.isFile()) faults.push(`${name} is missing`);
      else if (info.size !== bytes) faults.push(`${name} has ${info.size} bytes, not ${bytes}`);
      else if ((await hash(whole)) !== sha256) faults.push(`${name} has another hash than its manifest says`);
      else held++;
    }
  }
  return { faults, lacking, held, total };
}
