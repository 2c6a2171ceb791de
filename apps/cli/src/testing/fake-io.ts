import type { Io, OutputStream } from "../io.ts";

/** A stream that keeps what is written to it. */
export interface Recorder extends OutputStream {
  text(): string;
  bytes(): Buffer;
}

function recorder(terminal: Partial<OutputStream>): Recorder {
  const chunks: Buffer[] = [];
  return {
    ...terminal,
    write: (chunk) => chunks.push(Buffer.from(chunk)),
    text: () => Buffer.concat(chunks).toString("utf8"),
    bytes: () => Buffer.concat(chunks),
  };
}

export interface FakeIoOptions extends Partial<Omit<Io, "stdin" | "stdout" | "stderr">> {
  stdin?: Uint8Array;
  /** What stdout and stderr say of their terminal. */
  terminal?: Partial<OutputStream>;
}

/** A world for one run of the program: empty environment, streams that are no terminal unless told. */
export function fakeIo({ stdin, terminal = {}, ...rest }: FakeIoOptions = {}): Io & { stdout: Recorder; stderr: Recorder } {
  return {
    stdin: (async function* () {
      if (stdin) yield stdin;
    })(),
    env: {},
    cwd: process.cwd(),
    program: "tiny-cats",
    home: "/nowhere/home",
    signal: new AbortController().signal,
    ...rest,
    stdout: recorder(terminal),
    stderr: recorder(terminal),
  };
}
