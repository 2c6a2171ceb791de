import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Architecture } from "./architecture.ts";
import type { Dialect } from "./dialect.ts";
import { reshapeSource } from "./reshape-source.ts";
import { refuseDifference, tensorDifference } from "./tensor-difference.ts";
import { transposeSource } from "./transpose-source.ts";
import type { NamedSources } from "./weights.ts";

/**
 * Canonical tensors under the names of a dialect, in its order; bits are kept. Tied second names are written too, where the dialect writes them.
 *
 * Throws `unknown-dialect`, and `tensor-mismatch` where the tensors are not those of the architecture's table.
 */
export function convertTensors<Config>(
  architecture: Architecture<Config>,
  config: Config,
  tensors: NamedSources,
  { to }: { to: string },
): NamedSources {
  refuseDifference(architecture.title, tensorDifference(architecture.tensors(config), tensors));
  return new Map(
    findDialect(architecture, to)
      .keys(config)
      .flatMap(({ canonical, name, transposed, shape, absent, tied }) => {
        const source = tensors.get(canonical);
        if (!source || absent || tied === "read") return [];
        if (shape) return [[name, reshapeSource(source, shape)] as const];
        return [[name, transposed ? transposeSource(source) : source] as const];
      }),
  );
}

/** A dialect of an architecture by its name. Throws `unknown-dialect`. */
export function findDialect<Config>(architecture: Architecture<Config>, name: string): Dialect<Config> {
  const dialect = architecture.dialects.find((candidate) => candidate.name === name);
  if (dialect) return dialect;
  const names = architecture.dialects.map((candidate) => candidate.name);
  throw new TinyCatsError("unknown-dialect", `${architecture.title} has no dialect ${JSON.stringify(name)}`, {
    value: name,
    remedy: `use one of ${names.join(", ")}`,
  });
}
