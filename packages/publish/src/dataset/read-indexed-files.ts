import { basename, join, resolve } from "node:path";
import { type DatasetFacts, parseCsv } from "@tiny-cats/data";
import { readTextBounded, safeJoin, sha256, sha256File } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { absentFiles } from "./absent-files.ts";
import { emptyDataset } from "./empty-dataset.ts";
import { fileMissing } from "./file-missing.ts";
import type { ReadDatasetOptions } from "./read-dataset.ts";

const LARGEST = 256 << 20;
const MOST = 1_000_000;
const NAMES = ["file_name", "file"];

interface Row {
  line: number;
  cells: Record<string, unknown>;
}

interface Listed {
  file: string;
  path: string;
  split: string;
  sha256: string | undefined;
}

/** Counts files of any kind that an index lists, one a row: file_name (or file), and perhaps split and sha256. */
export async function readIndexedFiles(
  folder: string,
  index: string,
  { signal, onProgress }: ReadDatasetOptions,
): Promise<DatasetFacts> {
  const stop = signal ? { signal } : {};
  const text = await readTextBounded(join(folder, index), { maxBytes: LARGEST, ...stop });
  const rows = index.endsWith(".jsonl") ? jsonRows(text, index) : csvRows(text);
  if (rows.length === 0) throw emptyDataset(folder);
  const listed = rows.map((row) => readRow(row, folder, index));
  checkUnique(listed, index);
  const missing = await absentFiles(listed, stop);
  if (missing.length > 0)
    throw fileMissing(
      missing.map(({ file }) => file),
      index,
    );
  const lines: string[] = [];
  const bySplit = new Map<string, string[]>();
  for (const { file, path, split, sha256: told } of listed) {
    const hash = await sha256File(path, stop);
    if (told !== undefined && told !== hash) throw wrongHash(file, told, hash);
    const line = JSON.stringify([file, hash]);
    lines.push(line);
    bySplit.set(split, bySplit.get(split) ?? []);
    bySplit.get(split)!.push(line);
    onProgress?.({ what: "hashing files", done: lines.length, total: listed.length });
  }
  return {
    title: basename(resolve(folder)),
    tasks: [],
    item: "a file",
    splits: [...bySplit]
      .map(([name, part]) => ({ name, items: part.length, sha256: linesSha256(part) }))
      .sort((one, other) => (one.name < other.name ? -1 : 1)),
    properties: [{ name: "sha256 of the list of names and files", value: linesSha256(lines) }],
  };
}

/** Over the lines in the order of their characters. */
function linesSha256(lines: readonly string[]): string {
  return sha256(new TextEncoder().encode(`${[...lines].sort().join("\n")}\n`));
}

function csvRows(text: string): Row[] {
  const [header, ...records] = parseCsv(text, { maxRecords: MOST + 1 });
  const names = (header?.fields ?? []).map((name) => name.trim().toLowerCase());
  return records.map(({ line, fields }) => ({
    line,
    cells: Object.fromEntries(names.map((name, i) => [name, fields[i].trim()])),
  }));
}

function jsonRows(text: string, index: string): Row[] {
  const lines = text.split("\n").map((content, i) => ({ content, line: i + 1 }));
  const filled = lines.filter(({ content }) => content.trim() !== "");
  if (filled.length > MOST) throw invalid(index, filled[MOST].line, `there are more than ${MOST} files`);
  return filled.map(({ content, line }) => {
    try {
      const cells: unknown = JSON.parse(content);
      if (typeof cells === "object" && cells !== null) return { line, cells: cells as Record<string, unknown> };
    } catch {
      // Said below, with the line.
    }
    throw invalid(index, line, "it is no JSON object");
  });
}

function readRow({ line, cells }: Row, folder: string, index: string): Listed {
  const text = (name: string) => (typeof cells[name] === "string" && cells[name] !== "" ? cells[name] : undefined);
  const file = NAMES.map(text).find((name) => name !== undefined);
  if (file === undefined) throw invalid(index, line, "there is no file_name");
  const told = text("sha256")?.toLowerCase();
  if (told !== undefined && !/^[0-9a-f]{64}$/.test(told))
    throw invalid(index, line, "sha256 must be 64 hexadecimal digits");
  const split = text("split") ?? "train";
  if (!/^\w[\w.-]{0,63}$/.test(split)) throw invalid(index, line, `"${split.slice(0, 64)}" is no name of a split`);
  return { file, path: safeJoin(folder, file), split, sha256: told };
}

function checkUnique(listed: readonly Listed[], index: string): void {
  const seen = new Set<string>();
  for (const { file } of listed) {
    if (seen.has(file)) {
      throw new TinyCatsError("duplicate-item", `${index} lists "${file.slice(0, 200)}" twice`, {
        value: file,
        remedy: "take one of the lines away",
      });
    }
    seen.add(file);
  }
}

function wrongHash(file: string, expected: string, found: string): TinyCatsError {
  return new TinyCatsError("hash-mismatch", `"${file}" is not the file that the index describes`, {
    value: { file, expected, found },
    remedy: "fetch it again, or correct the index if the change was meant",
  });
}

function invalid(index: string, line: number, message: string): TinyCatsError {
  return new TinyCatsError("invalid-data-index", `${index}, line ${line}: ${message}`, {
    value: line,
    remedy: "write a row a file, with its path below the folder as file_name",
  });
}
