/** A picture of a report, such as a sheet of samples. */
export interface ReportPicture {
  /** Where Markdown looks for it, relative to the report: "report-sheet.png". */
  file: string;
  /** What it shows. */
  caption: string;
  /** PNG. */
  data: Uint8Array;
}

/** A part of a document, whatever it is written in. */
export type Block =
  | { kind: "heading"; text: string }
  | { kind: "text"; text: string }
  | { kind: "list"; items: readonly string[] }
  | { kind: "code"; text: string }
  | { kind: "table"; head: readonly string[]; rows: readonly (readonly string[])[] }
  /** Counts: a row a true label, a column a predicted one. */
  | { kind: "matrix"; labels: readonly string[]; counts: readonly (readonly number[])[] }
  | { kind: "picture"; picture: ReportPicture };

/** A document to write. */
export interface Page {
  title: string;
  blocks: readonly Block[];
}
