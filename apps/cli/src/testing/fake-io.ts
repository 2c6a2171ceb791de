import type { Io, OutputStream } from "../io.ts";

/** A stream that keeps what is written to it. */
export interface Recorder extends OutputStream {
  text(): string;
  bytes(): Buffer;
}

function recorder(terminal: Partial<OutputStream>, onWrite: (text: string) => void = () => undefined): Recorder {
  const chunks: Buffer[] = [];
  return {
    ...terminal,
    write(chunk) {
      const bytes = Buffer.from(chunk);
      chunks.push(bytes);
      onWrite(bytes.toString("utf8"));
    },
    text: () => Buffer.concat(chunks).toString("utf8"),
    bytes: () => Buffer.concat(chunks),
  };
}

export interface FakeIoOptions extends Partial<Omit<Io, "stdin" | "stdout" | "stderr">> {
  stdin?: Uint8Array;
  /** What is typed at a terminal, which is what stdin then is. */
  typed?: string;
  /** Hears whether that terminal is to show what is typed. */
  onRaw?: (raw: boolean) => void;
  /** What stdout and stderr say of their terminal. */
  terminal?: Partial<OutputStream>;
  /** Hears what is written as it is, to act in the middle of the work. */
  onStdout?: (text: string) => void;
  onStderr?: (text: string) => void;
}

/** A world for one run of the program: empty environment, streams that are no terminal unless told. */
export function fakeIo({
  stdin,
  typed,
  onRaw,
  terminal = {},
  onStdout,
  onStderr,
  ...rest
}: FakeIoOptions = {}): Io & { stdout: Recorder; stderr: Recorder } {
  return {
    stdin:
      typed === undefined
        ? chunks(stdin)
        : Object.assign(chunks(Buffer.from(typed)), { isTTY: true, setRawMode: onRaw }),
    env: {},
    secrets: new Set(),
    cwd: process.cwd(),
    program: "tiny-cats",
    home: "/nowhere/home",
    signal: new AbortController().signal,
    ...rest,
    stdout: recorder(terminal, onStdout),
    stderr: recorder(terminal, onStderr),
  };
}

async function* chunks(bytes: Uint8Array | undefined) {
  if (bytes) yield bytes;
}
