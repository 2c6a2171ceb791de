import { defineConfig, type Options } from "tsup";

/** The build every package shares: ESM with declarations, one chunk graph for all its entries. */
export function library(entry: Record<string, string>, options: Options = {}) {
  return defineConfig({
    entry,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    dts: true,
    sourcemap: true,
    clean: true,
    splitting: true,
    treeshake: true,
    silent: true,
    removeNodeProtocol: false,
    ...options,
  });
}
