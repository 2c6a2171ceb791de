import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ModelTrainingEvent } from "@tiny-cats/train/node";
import type { FakeIoOptions } from "./fake-io.ts";
import { run } from "./run.ts";

/** A training of few updates that was run, and what it left. */
export interface TinyRun {
  code: number;
  stdout: string;
  stderr: string;
  events: ModelTrainingEvent[];
  /** Names of its checkpoints, in the order of their updates. */
  checkpoints: string[];
  /** A file of its last checkpoint. */
  file(name: string): Buffer;
  state(): {
    settings: Record<string, unknown>;
    environment: { threads: number };
    lineage: { parent: string | null };
    seed: number;
  };
}

/** Runs a training into the folder `out` of `cwd`; flags that are given again go before. */
export async function trainTiny(argv: readonly string[], options: FakeIoOptions & { cwd: string }): Promise<TinyRun> {
  const { code, stdout, stderr } = await run(["train", ...argv], options);
  const out = join(options.cwd, argv[argv.lastIndexOf("--out") + 1]);
  const names = list(out);
  const checkpoints = names.filter((name) => name.startsWith("step-")).sort((a, b) => stepOf(a) - stepOf(b));
  const file = (name: string) => readFileSync(join(out, checkpoints.at(-1)!, name));
  const lines = names.includes("events.jsonl")
    ? readFileSync(join(out, "events.jsonl"), "utf8").trim().split("\n")
    : [];
  return {
    code,
    stdout,
    stderr,
    events: lines.map((line) => JSON.parse(line)),
    checkpoints,
    file,
    state: () => JSON.parse(file("state.json").toString()),
  };
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function stepOf(name: string): number {
  return Number(name.slice("step-".length));
}
