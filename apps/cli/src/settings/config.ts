import { isAbsolute, join, resolve } from "node:path";
import { type FilesError, readTextBounded } from "@tiny-cats/files";
import type { Io } from "../io.ts";
import type { OptionSpec } from "../table/option-spec.ts";
import { usageError } from "../usage-error.ts";

/** A configuration file that was read: option values by name. */
export interface Config {
  path: string;
  values: Record<string, unknown>;
}

const LARGEST = 1 << 20;

/** Where a configuration file is looked for when none is named. */
export function defaultConfigPath({ env, home }: Pick<Io, "env" | "home">): string {
  const base = env.XDG_CONFIG_HOME;
  return join(base && isAbsolute(base) ? base : join(home, ".config"), "tiny-cats", "config.json");
}

/**
 * Reads the configuration file: the one named, which must exist, else the default one, which need not.
 *
 * @throws TinyCatsError "config-not-found", "invalid-config", "unknown-config-key"
 */
export async function readConfig(
  named: string | undefined,
  specs: readonly OptionSpec[],
  io: Io,
): Promise<Config | undefined> {
  const path = named === undefined ? defaultConfigPath(io) : resolve(io.cwd, named);
  const text = await readText(path);
  if (text === undefined) {
    if (named === undefined) return undefined;
    throw usageError("config-not-found", `there is no configuration file ${path}`, {
      value: path,
      remedy: "create it, or leave out --config and TINY_CATS_CONFIG",
    });
  }
  const { parseConfig } = await import("./parse-config.ts");
  return { path, values: parseConfig(text, path, specs) };
}

/** Undefined where there is no such file. */
async function readText(path: string): Promise<string | undefined> {
  try {
    return await readTextBounded(path, { maxBytes: LARGEST });
  } catch (error) {
    const { code, message, remedy } = error as FilesError;
    if (code === "file-not-found") return undefined;
    throw usageError("invalid-config", `the configuration can't be read: ${message}`, { value: path, remedy });
  }
}
