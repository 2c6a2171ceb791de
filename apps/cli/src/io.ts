/** A stream that text or bytes are written to, and what is known of the terminal behind it. */
export interface OutputStream {
  write(chunk: string | Uint8Array): unknown;
  isTTY?: boolean;
  columns?: number;
  rows?: number;
  /** Bits per colour that the terminal shows: 1, 4, 8 or 24. */
  getColorDepth?(env?: Record<string, string | undefined>): number;
}

/** Standard input, and what can be asked of the terminal behind it. */
interface InputStream extends AsyncIterable<Uint8Array> {
  isTTY?: boolean;
  /** Whether keys come one by one and unseen, in place of whole lines. */
  setRawMode?(raw: boolean): unknown;
}

/** All that the program knows of the world outside: the process's own, or a test's. */
export interface Io {
  stdin: InputStream;
  /** Data alone. */
  stdout: OutputStream;
  /** Progress, notes and errors. */
  stderr: OutputStream;
  env: Readonly<Record<string, string | undefined>>;
  /** Texts that are never shown, besides those that the environment calls secret: a command adds the token that it uses. */
  secrets: Set<string>;
  cwd: string;
  /** How this program is started, for hints: "tiny-cats" where it is installed. */
  program: string;
  home: string;
  /** Aborted by Ctrl-C, SIGTERM or a reader that went away; its reason says which. */
  signal: AbortSignal;
}
