import type { Io } from "../io.ts";
import { createCleaner } from "./clean.ts";
import { colourDepth } from "./colour-depth.ts";
import type { Format } from "./format.ts";
import { createStyle, type Style } from "./style.ts";

/** Writes data to stdout. */
export interface Printer {
  style: Style;
  columns: number;
  /** A line for people. */
  line(text?: string): void;
  /** A JSON document. */
  json(value: unknown): void;
  /** A list of values that is printed as it grows: a JSON array, or one value a line. */
  list(format: Exclude<Format, "human">): { item(value: unknown): void; end(): void };
  bytes(data: Uint8Array): void;
}

export function createPrinter(io: Io): Printer {
  const { stdout, env } = io;
  const clean = createCleaner(io);
  return {
    style: createStyle(colourDepth(stdout, env)),
    columns: stdout.columns || 80,
    line: (text = "") => void stdout.write(`${clean.text(text)}\n`),
    json: (value) => void stdout.write(`${clean.json(value, 2)}\n`),
    list(format) {
      let count = 0;
      if (format === "jsonl") {
        return { item: (value) => void stdout.write(`${clean.json(value)}\n`), end: () => undefined };
      }
      return {
        item: (value) => void stdout.write(`${count++ === 0 ? "[\n" : ",\n"}${clean.json(value)}`),
        end: () => void stdout.write(count === 0 ? "[]\n" : "\n]\n"),
      };
    },
    bytes: (data) => void stdout.write(data),
  };
}
