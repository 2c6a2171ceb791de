/** Why the program was told to stop before its end: the reason its signal carries. */
export interface Stop {
  stop: "interrupted" | "reader-gone";
}

export const INTERRUPTED: Stop = { stop: "interrupted" };

/** Nobody reads stdout any more, as in `| head`: there is nothing left to do and nothing to complain of. */
export const READER_GONE: Stop = { stop: "reader-gone" };
