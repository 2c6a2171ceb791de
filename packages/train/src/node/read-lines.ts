import type { FileHandle } from "node:fs/promises";

/** A line of a log: where it ends, and of its event what its place in the run is told by. */
export interface LoggedLine {
  /** Byte after its end. */
  readonly end: number;
  readonly type?: string;
  /** Updates made until then; undefined where the event does not tell. */
  readonly step?: number;
}

const BLOCK = 1 << 20;

/** The lines of a log before a byte, at which one ends. One that is no event has neither type nor step. */
export async function readLines(file: FileHandle, until: number): Promise<LoggedLine[]> {
  const lines: LoggedLine[] = [];
  let rest: Uint8Array = new Uint8Array(0);
  for (let at = 0; at < until; at += BLOCK) {
    const block = await readBetween(file, at, Math.min(until, at + BLOCK));
    const bytes = Buffer.concat([rest, block]);
    const begin = at - rest.length;
    let from = 0;
    for (let to = bytes.indexOf(10); to >= 0; to = bytes.indexOf(10, from)) {
      lines.push({ end: begin + to + 1, ...eventOf(bytes.toString("utf8", from, to)) });
      from = to + 1;
    }
    rest = bytes.subarray(from);
  }
  return lines;
}

/** Bytes of a file, as many as there are. */
export async function readBetween(file: FileHandle, begin: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(end - begin);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, begin);
  return bytes.subarray(0, bytesRead);
}

function eventOf(line: string): Omit<LoggedLine, "end"> {
  try {
    const { type, step } = JSON.parse(line) as { type?: unknown; step?: unknown };
    return { ...(typeof type === "string" && { type }), ...(Number.isSafeInteger(step) && { step: step as number }) };
  } catch {
    return {};
  }
}
