import { lstat, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/** A file that may be a report. */
export interface ReportFile {
  path: string;
  /** Whether the caller named this very file. */
  named: boolean;
}

const MOST = 1000;
const DEPTH = 4;

/**
 * The files that the caller names, and the .json files in folders that it names, 4 folders deep; hidden ones, node_modules and links are passed over.
 *
 * @throws TinyCatsError "no-such-report" where there is neither file nor folder, "too-many-files" past 1000
 */
export async function findReportFiles(
  reports: readonly string[],
  { signal }: { signal?: AbortSignal } = {},
): Promise<ReportFile[]> {
  const found: ReportFile[] = [];
  for (const path of reports) {
    const info = await stat(path).catch((cause) => {
      throw new TinyCatsError("no-such-report", `there is no report and no folder of reports at ${path}`, {
        value: path,
        remedy: "give a report's file, or a folder that holds some",
        cause,
      });
    });
    if (!info.isDirectory()) found.push({ path, named: true });
    else for (const below of await filesBelow(path, signal)) found.push({ path: below, named: false });
  }
  return found;
}

async function filesBelow(root: string, signal: AbortSignal | undefined): Promise<string[]> {
  const found: string[] = [];
  const visit = async (folder: string, depth: number): Promise<void> => {
    signal?.throwIfAborted();
    const names = (await readdir(folder)).sort();
    for (const name of names) {
      if (name.startsWith(".") || name === "node_modules") continue;
      const path = join(folder, name);
      const info = await lstat(path);
      if (info.isDirectory() && depth < DEPTH) await visit(path, depth + 1);
      if (!info.isFile() || !name.endsWith(".json")) continue;
      found.push(path);
      if (found.length > MOST) {
        throw new TinyCatsError("too-many-files", `${root} holds more than ${MOST} files that may be reports`, {
          value: root,
          remedy: "give the folder that holds the reports alone, or the reports themselves",
        });
      }
    }
  };
  await visit(root, 0);
  return found;
}
