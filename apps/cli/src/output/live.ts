import type { OutputStream } from "../io.ts";
import type { Cleaner } from "./clean.ts";

/** Lines at the end of a terminal that are drawn again where they stand. */
export interface Live {
  /** Draws what `lines` gives for a terminal of that size, where the last drawing is not too young. */
  update(lines: (size: { columns: number; rows: number }) => readonly string[]): void;
  /** Draws it in any case, and leaves it there. */
  leave(lines: (size: { columns: number; rows: number }) => readonly string[]): void;
  /** Takes the lines away, so that something else can be written; the next update draws them below it. */
  end(): void;
}

/** Four drawings a second are as many as are read. */
const REDRAW_MS = 250;

export function createLive(stream: OutputStream, clean: Pick<Cleaner, "text">, now = () => performance.now()): Live {
  let height = 0;
  let drawn = Number.NEGATIVE_INFINITY;
  const back = () => (height > 0 ? `\u001b[${height}A\r` : "");
  const draw: Live["update"] = (linesFor) => {
    const size = { columns: stream.columns || 80, rows: stream.rows || 24 };
    const lines = linesFor(size).slice(0, Math.max(1, size.rows - 1));
    // All at once, and each line over the old one before what is left of that is cleared: nothing flickers.
    stream.write(`${back()}${lines.map((line) => `${clean.text(line)}\u001b[K\n`).join("")}\u001b[J`);
    height = lines.length;
    drawn = now();
  };
  return {
    update(lines) {
      if (now() - drawn >= REDRAW_MS) draw(lines);
    },
    leave(lines) {
      draw(lines);
      height = 0;
    },
    end() {
      if (height > 0) stream.write(`${back()}\u001b[J`);
      height = 0;
      drawn = Number.NEGATIVE_INFINITY;
    },
  };
}
