import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { EmbeddedModel, ModelSource } from "@tiny-cats/core/node";
import type { CommandContext } from "../command-context.ts";

/** Where a model was pulled from, as data names it. */
export interface PulledFrom {
  repo_id: string;
  revision: string;
  commit: string;
}

/** What a model that is to be run must be. */
export interface ModelWish {
  /** Kinds that will do, the first that a repository holds. */
  kinds: readonly ("classifier" | "generator" | "language")[];
  /** All graphs of a repository's model are wanted, not only the one that runs unless told. */
  allGraphs?: boolean;
}

/** A model that was named: its path, and where it came from if it was pulled. */
export interface NamedModel {
  path: string;
  /** The graph to run, where the model is a repository's. */
  graph?: string;
  pulled?: PulledFrom;
}

/** owner/name or owner/name@revision, and not the name of a file. */
const REPO = /^\w[\w.-]*\/\w[\w.-]*(?:@\S+)?$/;
const FILE = /\.(?:onnx|pt|pth|bin|ckpt|safetensors|json)$/i;

/**
 * The model that a text names: a path against the current folder where there is something, else a repository, pulled into the cache on first use.
 *
 * @throws what pulling throws; of a path that is not there nothing
 */
export async function namedModel(context: CommandContext, text: string, wish: ModelWish): Promise<NamedModel> {
  const path = resolve(context.io.cwd, text);
  if (!REPO.test(text) || FILE.test(text) || (await stat(path).catch(() => undefined))) return { path };
  // What talks to the Hub is loaded by those alone who name a repository.
  return (await import("./pulled-model.ts")).pulledModel(context, text, wish);
}

/** The model that --model names, else the embedded one. */
export async function modelSource(
  context: CommandContext,
  text: string | undefined,
  embedded: EmbeddedModel,
  wish: ModelWish,
): Promise<{ source: ModelSource; pulled?: PulledFrom }> {
  if (text === undefined) return { source: embedded };
  const { path, pulled } = await namedModel(context, text, wish);
  return { source: path, ...(pulled && { pulled }) };
}
