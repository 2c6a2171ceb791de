import { TinyCatsError } from "@tiny-cats/schema/errors";

/** One record of a CSV file. */
export interface CsvRecord {
  /** The line it begins on, from 1. */
  line: number;
  fields: string[];
}

export interface CsvOptions {
  /** Records that a file may have, the header included; 1,000,001 unless told. */
  maxRecords?: number;
}

const MOST_FIELDS = 256;
const LONGEST_FIELD = 1 << 16;

/**
 * Reads comma-separated values (RFC 4180; a line may end with LF alone). Every record must have as many fields as the first; empty lines
 * are left out.
 *
 * @throws TinyCatsError "invalid-csv" with the line.
 */
export function parseCsv(text: string, { maxRecords = 1_000_001 }: CsvOptions = {}): CsvRecord[] {
  const records: CsvRecord[] = [];
  const cursor = { text, at: 0, line: 1 };
  while (cursor.at < text.length) {
    const { line } = cursor;
    const fields = readRecord(cursor);
    if (fields.length === 1 && fields[0] === "") continue;
    if (records.length === maxRecords) throw invalidCsv(line, `there are more than ${maxRecords} records`);
    if (records.length > 0 && fields.length !== records[0].fields.length) {
      throw invalidCsv(line, `${fields.length} fields, where the first record has ${records[0].fields.length}`);
    }
    records.push({ line, fields });
  }
  return records;
}

interface Cursor {
  text: string;
  at: number;
  line: number;
}

function readRecord(cursor: Cursor): string[] {
  const fields: string[] = [];
  for (;;) {
    if (fields.length === MOST_FIELDS) throw invalidCsv(cursor.line, `there are more than ${MOST_FIELDS} fields`);
    fields.push(cursor.text[cursor.at] === '"' ? readQuoted(cursor) : readPlain(cursor));
    const { text, at, line } = cursor;
    if (at >= text.length) return fields;
    if (text[at] === ",") cursor.at++;
    else if (text[at] === "\n" || text.startsWith("\r\n", at)) {
      cursor.at += text[at] === "\n" ? 1 : 2;
      cursor.line++;
      return fields;
    } else throw invalidCsv(line, `a field is followed by ${JSON.stringify(text[at])}`);
  }
}

function readPlain(cursor: Cursor): string {
  const { text, at, line } = cursor;
  const end = /[,\r\n"]/g;
  end.lastIndex = at;
  const stop = end.exec(text)?.index ?? text.length;
  if (text[stop] === '"') throw invalidCsv(line, "there is a quotation mark in a field that does not begin with one");
  cursor.at = stop;
  return checked(text.slice(at, stop), line);
}

function readQuoted(cursor: Cursor): string {
  const { text, line } = cursor;
  const start = cursor.at + 1;
  let end = text.indexOf('"', start);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) throw invalidCsv(line, "a quotation mark is never closed");
  const field = checked(text.slice(start, end), line);
  cursor.at = end + 1;
  cursor.line += field.split("\n").length - 1;
  return field.replaceAll('""', '"');
}

function checked(field: string, line: number): string {
  if (field.length > LONGEST_FIELD) throw invalidCsv(line, `a field is longer than ${LONGEST_FIELD} characters`);
  return field;
}

function invalidCsv(line: number, message: string): TinyCatsError {
  return new TinyCatsError("invalid-csv", `line ${line}: ${message}`, {
    value: line,
    remedy: "correct that line: commas between fields, quotation marks around a field that holds one, or a comma",
  });
}
