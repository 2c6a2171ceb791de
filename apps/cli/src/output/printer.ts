import type { Io } from "../io.ts";
import { hideSecrets, hideSecretsAndHome } from "./clean.ts";
import { colourDepth } from "./colour-depth.ts";
import type { Format } from "./format.ts";
import { createStyle, type Style } from "./style.ts";

/** Writes data to stdout. */
export interface Printer {
  style: Style;
  columns: number;
  isTerminal: boolean;
  /** Lines for a human: no token, and the home folder as ~. */
  line(text?: string): void;
  /** A JSON document: no token; paths stay as they can be opened. */
  json(value: unknown): void;
  /** A list of values that is printed as it grows: a JSON array, or one value a line. */
  list(format: Exclude<Format, "human">): { item(value: unknown): void; end(): void };
  bytes(data: Uint8Array): void;
}

export function createPrinter(io: Io): Printer {
  const { stdout, env } = io;
  return {
    style: createStyle(colourDepth(stdout, env)),
    columns: stdout.columns || 80,
    isTerminal: stdout.isTTY === true,
    line: (text = "") => void stdout.write(`${hideSecretsAndHome(text, io)}\n`),
    json: (value) => void stdout.write(`${hideSecrets(JSON.stringify(value, null, 2), env)}\n`),
    list(format) {
      let count = 0;
      const write = (value: unknown) => hideSecrets(JSON.stringify(value), env);
      if (format === "jsonl") return { item: (value) => void stdout.write(`${write(value)}\n`), end: () => undefined };
      return {
        item: (value) => void stdout.write(`${count++ === 0 ? "[\n" : ",\n"}${write(value)}`),
        end: () => void stdout.write(count === 0 ? "[]\n" : "\n]\n"),
      };
    },
    bytes: (data) => void stdout.write(data),
  };
}
