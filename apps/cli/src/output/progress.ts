import type { OutputStream } from "../io.ts";

/** Says how far a piece of work has come. */
export interface Progress {
  /** `done` of the total; calls may come as often as they like. */
  update(done: number): void;
  /** Takes the bar away; called again does nothing. */
  end(): void;
}

const WIDTH = 30;
/** Columns that the percentage and the blanks around the bar take. */
const BESIDE = 8;
const REDRAW_MS = 50;

/** A bar on a terminal; elsewhere a line for each tenth, and none at all for work of fewer than ten parts. */
export function createProgress(
  stream: OutputStream,
  { label, total, quiet }: { label: string; total: number; quiet: boolean },
): Progress {
  if (quiet || total < 1) return { update: () => undefined, end: () => undefined };
  return stream.isTTY ? bar(stream, label, total) : tenths(stream, label, total);
}

function bar(stream: OutputStream, label: string, total: number): Progress {
  // A line that wraps can't be taken back: on a narrow terminal the bar is shorter, or the label stands alone.
  const width = Math.max(0, Math.min(WIDTH, (stream.columns || 80) - label.length - BESIDE));
  let drawn = 0;
  let open = false;
  return {
    update(done) {
      const now = Date.now();
      if (done < total && now - drawn < REDRAW_MS) return;
      drawn = now;
      open = true;
      const filled = Math.round((width * done) / total);
      stream.write(
        `\r\u001b[2K${label} ${"█".repeat(filled)}${"░".repeat(width - filled)} ${Math.floor((100 * done) / total)} %`,
      );
    },
    end() {
      if (open) stream.write("\r\u001b[2K");
      open = false;
    },
  };
}

function tenths(stream: OutputStream, label: string, total: number): Progress {
  let said = 0;
  return {
    update(done) {
      const tenth = Math.floor((10 * done) / total);
      if (total < 10 || tenth <= said) return;
      said = tenth;
      stream.write(`${label}: ${tenth * 10} %\n`);
    },
    end: () => undefined,
  };
}
