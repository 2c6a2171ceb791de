import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type FolderEntry, walkFolder } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/** A file that may be a report. */
export interface ReportFile {
  path: string;
  /** Whether the caller named this very file. */
  named: boolean;
}

const MOST = 1000;
const DEPTH = 4;
/** Of folders too: a training may have left many beside its reports. */
const BOUNDS = { maxEntries: 100_000, maxDepth: DEPTH };

/**
 * The files that the caller names, and the .json files in folders that it names, 4 folders deep; hidden ones, node_modules and links are passed over.
 *
 * @throws TinyCatsError "no-such-report" where there is neither file nor folder, "too-many-files" past 1000; FilesError of a folder that can't be read
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
  const entries = await walkFolder(root, { ...BOUNDS, skip: isNoReport, ...(signal && { signal }) });
  const files = entries.filter(({ kind }) => kind === "file");
  if (files.length <= MOST) return files.map(({ path }) => join(root, path));
  throw new TinyCatsError("too-many-files", `${root} holds more than ${MOST} files that may be reports`, {
    value: root,
    remedy: "give the folder that holds the reports alone, or the reports themselves",
  });
}

function isNoReport({ path, name, kind }: FolderEntry): boolean {
  if (name.startsWith(".") || name === "node_modules") return true;
  return kind === "folder" ? path.split("/").length > DEPTH : kind !== "file" || !name.endsWith(".json");
}
