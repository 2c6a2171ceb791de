import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type CsvRecord, parseCsv } from "../csv/parse-csv.ts";
import { type ClassLabel, classLabels } from "./class-labels.ts";
import type { Box } from "./image-set.ts";
import type { ListedItem } from "./listed-item.ts";
import { type Split, splitNamed } from "./split-name.ts";

const CLASS_COLUMNS = ["breed", "label", "class"];
const BOX_COLUMNS = ["head_xmin", "head_ymin", "head_xmax", "head_ymax"];

/** The value of a column in a record; an empty one is undefined. */
type Cell = (name: string) => string | undefined;

/**
 * Reads an index: a CSV file whose header names the columns file, one of breed, label and class, and any of species, split, width, height,
 * head_xmin, head_ymin, head_xmax, head_ymax and sha256, in any order. Others are left alone.
 *
 * @throws TinyCatsError "invalid-csv", "invalid-data-index" with the line, or "unknown-split".
 */
export function parseIndex(text: string, { maxItems = 1_000_000 }: { maxItems?: number } = {}): ListedItem[] {
  const [header, ...records] = parseCsv(text, { maxRecords: maxItems + 1 });
  const columns = readHeader(header);
  const label = classLabels();
  const classColumn = CLASS_COLUMNS.find((name) => columns.has(name))!;
  return records.map((record) => {
    const cell: Cell = (name) => record.fields[columns.get(name) ?? -1]?.trim() || undefined;
    return readItem(record, cell, { classColumn, label });
  });
}

function readHeader(header: CsvRecord | undefined): Map<string, number> {
  const columns = new Map<string, number>();
  header?.fields.forEach((field, i) => {
    const name = field.trim().toLowerCase();
    if (columns.has(name)) throw invalidIndex(header.line, `the column "${name.slice(0, 64)}" occurs twice`);
    columns.set(name, i);
  });
  const lacks = !columns.has("file") ? "file" : CLASS_COLUMNS.some((name) => columns.has(name)) ? "" : "breed";
  if (lacks !== "") throw invalidIndex(1, `there is no column "${lacks}"`);
  return columns;
}

function readItem(
  { line }: CsvRecord,
  cell: Cell,
  { classColumn, label }: { classColumn: string; label: ClassLabel },
): ListedItem {
  const file = cell("file");
  const category = cell(classColumn);
  if (file === undefined) throw invalidIndex(line, "the column file is empty");
  if (category === undefined) throw invalidIndex(line, `the column ${classColumn} is empty`);
  const sha256 = cell("sha256")?.toLowerCase();
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256)) {
    throw invalidIndex(line, `sha256 must be 64 hexadecimal digits, not "${sha256.slice(0, 80)}"`);
  }
  const size = readNumbers(line, cell, ["width", "height"]);
  if (size && !size.every((side) => Number.isSafeInteger(side) && side > 0)) {
    throw invalidIndex(line, `width and height must be whole numbers above 0, not ${size.join(" and ")}`);
  }
  const box = readBox(line, cell);
  return {
    file,
    category,
    label: label(category, cell("species")?.toLowerCase()),
    split: readSplit(line, cell("split")),
    ...(size && { size: { width: size[0], height: size[1] } }),
    ...(box && { box }),
    ...(sha256 !== undefined && { sha256 }),
  };
}

function readBox(line: number, cell: Cell): Box | undefined {
  const values = readNumbers(line, cell, BOX_COLUMNS);
  if (!values) return undefined;
  const [xmin, ymin, xmax, ymax] = values;
  if (xmin < xmax && ymin < ymax) return { xmin, ymin, xmax, ymax };
  throw invalidIndex(line, `the box ${values.join(" ")} is empty`);
}

/** The numbers in columns that are filled together or not at all. */
function readNumbers(line: number, cell: Cell, names: readonly string[]): number[] | undefined {
  const texts = names.map(cell);
  if (texts.every((text) => text === undefined)) return undefined;
  return texts.map((text, i) => {
    if (text !== undefined && /^-?\d{1,9}(?:\.\d{1,9})?$/.test(text)) return Number(text);
    throw invalidIndex(line, `${names[i]} must be a number, not "${(text ?? "").slice(0, 64)}"`);
  });
}

function readSplit(line: number, text: string | undefined): Split | null {
  if (text === undefined) return null;
  const split = splitNamed(text);
  if (split) return split;
  throw new TinyCatsError("unknown-split", `line ${line}: there is no split "${text.slice(0, 64)}"`, {
    value: text,
    remedy: "use train, val or test, or leave it empty",
  });
}

function invalidIndex(line: number, message: string): TinyCatsError {
  return new TinyCatsError("invalid-data-index", `line ${line}: ${message}`, {
    value: line,
    remedy: "correct the index: a header with the columns file and breed, and a line a picture",
  });
}
