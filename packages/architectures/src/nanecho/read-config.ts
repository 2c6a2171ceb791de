import type { TensorRef } from "@tiny-cats/checkpoint";
import { safeParse } from "valibot";
import type { FileFacts, Reading } from "../dialect.ts";
import { configNeeded } from "../errors.ts";
import { countLayers } from "../layers/count-layers.ts";
import { plainDict, plainValue } from "../plain-value.ts";
import { PERSONA_DIMENSIONS, tokenizerField } from "./config.ts";

type State = ReadonlyMap<string, TensorRef>;

/** NanEcho's configuration: from a config.json, else from what the checkpoint says, else from shapes. */
export function readNanEchoConfig(state: State, file: FileFacts): Reading {
  const { root } = file;
  const metadata = plainDict(root?.get("metadata"));
  const told: Record<string, unknown> = {
    ...asObject(metadata.model_config),
    ...plainDict(root?.get("model_config")),
    ...plainDict(root?.get("config")),
    ...file.config,
  };
  if (told.n_head === undefined) throw configNeeded(["n_head"], "NanEcho");
  const iteration = told.current_iteration ?? iterationOf(file, metadata);
  const tokenizer = told.tokenizer ?? plainValue(root?.get("tokenizer"));
  const [dimensions, notes] = personas(state, told.persona_dimensions);
  const config = {
    ...shapesOf(state),
    ...withoutTokenizer(told),
    persona_dimensions: dimensions,
    current_iteration: iteration,
    ...fact(root?.get("connection_ratio"), "connection_ratio", told),
    // One of another kind, as of a character model, is no reason to refuse the weights.
    ...(safeParse(tokenizerField, tokenizer).success && { tokenizer }),
  };
  return {
    config,
    notes: [
      ...notes,
      `Iteration ${iteration} decides how many recursive layers run.`,
      ...(state.has("lm_head.weight") ? [] : ["The head is the token embedding."]),
    ],
    ...(iteration === 0 && root !== undefined && { untrained: "The file says that it was saved at iteration 0." }),
  };
}

function withoutTokenizer({ tokenizer, ...fields }: Record<string, unknown>): Record<string, unknown> {
  return fields;
}

function iterationOf({ root }: FileFacts, metadata: Record<string, unknown>): unknown {
  for (const key of ["current_iteration", "iteration"]) {
    const value = plainValue(root?.get(key));
    if (value !== undefined && value !== null) return value;
  }
  return metadata.iteration ?? 0;
}

function fact(value: Parameters<typeof plainValue>[0], name: string, told: Record<string, unknown>) {
  const plain = plainValue(value);
  return plain === undefined || plain === null || told[name] !== undefined ? {} : { [name]: plain };
}

/** The dimensions there are modules for: older trainers made the first four of eight, whatever their configuration says. */
function personas(state: State, told: unknown): [readonly string[], string[]] {
  const inFile = new Set<string>();
  for (const name of state.keys()) {
    const dimension = /^blocks\.\d+\.persona_dims\.(\w+)\./.exec(name)?.[1];
    if (dimension !== undefined) inFile.add(dimension);
  }
  const names = Array.isArray(told) ? told.filter((name) => typeof name === "string") : [...PERSONA_DIMENSIONS];
  if (inFile.size === 0) return [names, []];
  const ordered = [...names.filter((name) => inFile.has(name)), ...[...inFile].filter((name) => !names.includes(name))];
  const missing = names.filter((name) => !inFile.has(name));
  return [ordered, missing.length === 0 ? [] : [`The file has no module for ${missing.join(", ")}.`]];
}

function shapesOf(state: State): Record<string, unknown> {
  const [vocab_size, n_embd] = state.get("token_embedding.weight")!.shape;
  const has = (part: string) => [...state.keys()].some((name) => name.includes(part));
  const n_layer = countLayers(state, (layer) => `blocks.${layer}.ln1.weight`);
  return {
    vocab_size,
    n_embd,
    n_layer,
    block_size: state.get("position_embedding.weight")!.shape[0],
    bias: state.has("blocks.0.attn.qkv.bias"),
    enable_persona_dimensions: has(".persona_dims."),
    enable_recursive_reasoning: has(".recursive."),
    enable_hypergraph_patterns: has(".hypergraph."),
    ...depthOf(state, n_layer),
  };
}

function depthOf(state: State, n_layer: number): Record<string, number> {
  const layers = countLayers(state, (layer) => `blocks.${n_layer - 1}.recursive.recursive_layers.${layer}.0.weight`);
  return layers > 0 ? { max_recursion_depth: layers } : {};
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
