import { isTinyCatsError } from "@tiny-cats/schema/errors";
import type { Io } from "../io.ts";
import { createCleaner } from "./clean.ts";
import { colourDepth } from "./colour-depth.ts";
import { createLive, type Live } from "./live.ts";
import { createProgress, type Progress } from "./progress.ts";
import { createStyle, type Style } from "./style.ts";

/** Says to stderr what is not data. */
export interface Talk {
  /** Something worth knowing; not with --quiet. */
  note(text: string): void;
  /** Something only --verbose asks for. */
  detail(text: string): void;
  /** What went wrong, and what to do about it; `about` names the file it happened to. */
  error(error: unknown, about?: string): void;
  /** A question, to be answered on the same line. */
  prompt(text: string): void;
  progress(label: string, total: number): Progress;
  /** Lines that are drawn over and over where they stand; undefined where stderr is no terminal, or with --quiet. */
  live(): Live | undefined;
  style: Style;
  /** How long something took, with --verbose. */
  timed<T>(what: string, work: () => Promise<T>): Promise<T>;
}

export function createTalk(io: Io, { quiet, verbose }: { quiet: boolean; verbose: boolean }): Talk {
  const { stderr, env } = io;
  const clean = createCleaner(io);
  const style = createStyle(colourDepth(stderr, env));
  let current: Pick<Progress, "end"> | undefined;
  const write = (text: string) => {
    current?.end();
    stderr.write(`${clean.text(text)}\n`);
  };
  const detail = (text: string) => {
    if (verbose) write(style.dim(text));
  };

  return {
    note(text) {
      if (!quiet) write(text);
    },
    detail,
    error(error, about) {
      const prefix = about === undefined ? "" : `${about}: `;
      write(`${style.red("error:")} ${prefix}${messageOf(error)}`);
      if (isTinyCatsError(error)) {
        write(`${style.green("fix:")} ${error.remedy}`);
        write(style.dim(`see docs/errors.md#${error.code}`));
      } else {
        write(
          `${style.green("fix:")} this was not foreseen: run it again with --verbose and report what it prints with that of tiny-cats doctor --report`,
        );
      }
      for (let cause = error; verbose && cause instanceof Error; cause = cause.cause)
        write(style.dim(cause.stack ?? cause.message));
    },
    prompt(text) {
      current?.end();
      stderr.write(clean.text(text));
    },
    progress(label, total) {
      current?.end();
      const progress = createProgress(stderr, { label, total, quiet });
      current = progress;
      return progress;
    },
    live() {
      current?.end();
      if (quiet || !stderr.isTTY || env.TERM === "dumb") return undefined;
      const live = createLive(stderr, clean);
      current = live;
      return live;
    },
    style,
    async timed(what, work) {
      const start = performance.now();
      const result = await work();
      detail(`${what}: ${Math.round(performance.now() - start)} ms`);
      return result;
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
