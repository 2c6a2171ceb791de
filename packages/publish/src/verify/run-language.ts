import { openLanguageModel } from "@tiny-cats/eval/node";
import { madeUpTokens } from "../gates/models/made-up-tokens.ts";
import type { Run, RunOptions } from "./run-once.ts";

const TOKENS = 16;

/** Logits after made-up tokens. @throws what openLanguageModel and running throw */
export async function runLanguage(graph: string, { pool, signal }: Pick<RunOptions, "pool" | "signal">): Promise<Run> {
  const stop = signal ? { signal } : {};
  await using model = await openLanguageModel(graph, { pool, ...stop });
  const { tokens } = await madeUpTokens(model, TOKENS, stop);
  const numbers = await model.logits([tokens], stop);
  return { numbers, runtime: model.runtime, facts: { tokens: tokens.length } };
}
