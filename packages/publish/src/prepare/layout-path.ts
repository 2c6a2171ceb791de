import type { Manifest } from "@tiny-cats/schema";
import { LAYOUT } from "../layout.ts";

type Entry = Manifest["files"][number];

const USUAL: Readonly<Partial<Record<Entry["role"], string>>> = {
  weights: LAYOUT.weights,
  config: "config.json",
  preprocessor: "preprocessor_config.json",
};

/** The graph in 8 bits that a manifest lists, where it lists one. */
export function quantizedOf(files: readonly Entry[]): Entry | undefined {
  const [, ...others] = files.filter(({ role }) => role === "model");
  return others.find(({ path, dtype }) => dtype === "int8" || dtype === "uint8" || /quant|int8/i.test(path));
}

/**
 * Where each of a manifest's files lies in a repository, by where it lies now. The first of a role gets the usual name, unless the name is that of
 * weights beside a graph, which the graph itself gives.
 */
export function layoutPaths(files: readonly Entry[]): Map<string, string> {
  const paths = new Map(files.map(({ path }) => [path, path]));
  const taken = new Set(paths.values());
  const external = files.some(({ path }) => /[._]data$/.test(path));
  const rename = (entry: Entry | undefined, to: string) => {
    if (!entry || taken.has(to)) return;
    taken.delete(entry.path);
    taken.add(to);
    paths.set(entry.path, to);
  };
  if (!external) {
    rename(
      files.find(({ role }) => role === "model"),
      LAYOUT.graph,
    );
    rename(quantizedOf(files), LAYOUT.quantized);
  }
  for (const [role, to] of Object.entries(USUAL)) {
    const entry = files.find((file) => file.role === role && file.path.split(".").pop() === to.split(".").pop());
    rename(entry, to);
  }
  return paths;
}
