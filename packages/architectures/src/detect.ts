import type { Checkpoint } from "@tiny-cats/checkpoint";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Architecture } from "./architecture.ts";
import type { Dialect, FileFacts, WeightsKind } from "./dialect.ts";
import { parseConfig } from "./parse-config.ts";
import { architectures } from "./registry.ts";
import { type StateDict, stateDicts } from "./state-dicts.ts";

/** What a file was found to be. */
export interface Detected {
  readonly architecture: Architecture;
  readonly dialect: Dialect;
  /** Checked by the architecture's schema. */
  readonly config: unknown;
  /** The weights that the file holds; one of them must be chosen where there are two. */
  readonly weights: readonly WeightsKind[];
  readonly states: Readonly<Partial<Record<WeightsKind, StateDict>>>;
  /** What was left out or assumed. */
  readonly notes: readonly string[];
  /** Why the file says itself that its weights were never trained. `findUntrained` looks at the weights too. */
  readonly untrained?: string;
}

/** A dialect that a file almost is: what came nearest when none was found. */
export interface Near {
  readonly architecture: string;
  readonly dialect: string;
  /** How many of its telltale names are there, of how many. */
  readonly found: number;
  readonly of: number;
  readonly missing: readonly string[];
}

/** What helps detection. */
export interface DetectOptions {
  /** A parsed config.json. What it says goes before what shapes suggest. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Where to look; every architecture of this package unless told. */
  readonly among?: readonly Architecture[];
}

/**
 * Finds out what model a file holds and in which dialect, from names, shapes and what stands beside them; reads no tensor.
 *
 * Throws `unknown-architecture`, whose value lists what came nearest (`Near[]`), `config-needed`, `invalid-model-config`.
 */
export function detect(
  checkpoint: Pick<Checkpoint, "value" | "metadata">,
  { config, among = Object.values(architectures) }: DetectOptions = {},
): Detected {
  const found = stateDicts(checkpoint);
  const isWhole = found.some(({ key }) => key === "");
  const file: FileFacts = {
    metadata: checkpoint.metadata,
    ...(!isWhole && checkpoint.value instanceof Map && { root: checkpoint.value }),
    ...(config && { config }),
  };
  const near: Near[] = [];
  for (const state of found) {
    for (const architecture of among) {
      for (const dialect of architecture.dialects) {
        const missing = dialect.marks.filter((name) => !state.tensors.has(name));
        const reading = missing.length === 0 ? dialect.read(state.tensors, file) : undefined;
        if (reading) {
          const states = Object.fromEntries(
            found
              .filter((other) => fits(other, dialect))
              .map((other) => [other.kind, other] as const)
              .reverse(),
          );
          return {
            architecture,
            dialect,
            config: parseConfig(architecture, reading.config),
            weights: (["raw", "ema"] as const).filter((kind) => states[kind]),
            states,
            notes: [...prefixNotes(state), ...(reading.notes ?? [])],
            ...(reading.untrained !== undefined && { untrained: reading.untrained }),
          };
        }
        if (missing.length < dialect.marks.length) {
          near.push({
            architecture: architecture.name,
            dialect: dialect.name,
            found: dialect.marks.length - missing.length,
            of: dialect.marks.length,
            missing,
          });
        }
      }
    }
  }
  throw unknownArchitecture(found, near);
}

function fits({ tensors }: StateDict, { marks }: Dialect): boolean {
  return marks.every((name) => tensors.has(name));
}

function prefixNotes({ stripped }: StateDict): string[] {
  return stripped.map((prefix) => `Every name began with "${prefix}", which was taken off.`);
}

function unknownArchitecture(found: readonly StateDict[], near: Near[]): TinyCatsError {
  near.sort((a, b) => b.found / b.of - a.found / a.of);
  const nearest = near.slice(0, 3);
  const told = nearest.map(
    ({ architecture, dialect, found: count, of, missing }) =>
      `${architecture} (${dialect}) has ${count} of ${of} marks, without ${missing.slice(0, 3).join(", ")}`,
  );
  const message =
    found.length === 0
      ? "the file holds no state dict: no tensors by name at its root or under a usual key"
      : `no architecture has these tensors${told.length > 0 ? `; nearest: ${told.join("; ")}` : ""}`;
  return new TinyCatsError("unknown-architecture", message, {
    value: nearest,
    remedy:
      found.length === 0
        ? "give a file of model weights; an optimizer's state alone is none"
        : "give a file of one of the architectures, or rename its tensors to those of the nearest",
  });
}
