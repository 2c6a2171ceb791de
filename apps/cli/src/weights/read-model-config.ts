import { resolve } from "node:path";
import { readJsonBounded } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { CommandContext } from "../command-context.ts";

/** The config.json that --model-config names. Throws `invalid-model-config` for what is no object, and as `readJsonBounded`. */
export async function readModelConfig(
  { io }: Pick<CommandContext, "io">,
  path: string | undefined,
): Promise<Record<string, unknown> | undefined> {
  if (path === undefined) return undefined;
  const value = await readJsonBounded(resolve(io.cwd, path), { maxBytes: 2 ** 24 });
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new TinyCatsError("invalid-model-config", `${path} holds no configuration: it is no object`, {
    value: path,
    remedy: "give the config.json of the model",
  });
}
