/** What the exit status says, as --help and the README print it. */
export const EXIT_CODES = {
  0: "done",
  1: "something failed, or was not agreed to; what could be done was done",
  2: "the command line, environment or configuration is wrong; nothing was done",
  130: "interrupted; no file is left half-written",
} as const;

export type ExitCode = keyof typeof EXIT_CODES;
