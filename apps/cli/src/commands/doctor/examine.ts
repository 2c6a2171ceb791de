import { existsSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { join } from "node:path";
import { VERSION } from "../../cli.ts";
import type { CommandContext } from "../../command-context.ts";
import { checkRuntime, type RuntimeReport, works } from "./check-runtime.ts";
import { type Decoder, findDecoder } from "./decoder.ts";
import { hasHubToken } from "./hub-token.ts";
import { packageVersion } from "./package-version.ts";

/** All that doctor finds. */
export interface Examination {
  ok: boolean;
  cli: string;
  node: string;
  platform: string;
  cpu: string | null;
  cores: number;
  memory_bytes: number;
  packages: Record<string, string | null>;
  runtimes: RuntimeReport[];
  decoder: Decoder | null;
  cache: { path: string; exists: boolean };
  config: string | null;
  hub_signed_in: boolean;
}

const PACKAGES = ["@tiny-cats/core", "@tiny-cats/files", "@tiny-cats/models", "@tiny-cats/schema"];

/** Looks at the machine and tries every runtime. It is well when one of them works. */
export async function examine({ io, configFile }: Pick<CommandContext, "io" | "configFile">): Promise<Examination> {
  const { env, home, signal } = io;
  const runtimes: RuntimeReport[] = [];
  for (const name of ["onnxruntime-node", "onnxruntime-web"] as const)
    runtimes.push(await checkRuntime(name, { signal }));
  const cache = join(env.XDG_CACHE_HOME || join(home, ".cache"), "tiny-cats");
  return {
    ok: runtimes.some(works),
    cli: VERSION,
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model.trim() ?? null,
    cores: availableParallelism(),
    memory_bytes: totalmem(),
    packages: Object.fromEntries(PACKAGES.map((name) => [name, packageVersion(name) ?? null])),
    runtimes,
    decoder: (await findDecoder()) ?? null,
    cache: { path: cache, exists: existsSync(cache) },
    config: configFile ?? null,
    hub_signed_in: await hasHubToken(io),
  };
}
