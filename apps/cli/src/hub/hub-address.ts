import type { CommandContext } from "../command-context.ts";
import type { HUB_OPTION } from "../commands/hub-options.ts";
import type { OptionValues } from "../table/option-spec.ts";
import { LOCAL_HUB } from "./local-hub.ts";

/** The Hub's address: --hub (or its setting), else HF_ENDPOINT, else the real one. */
export function hubAddress({ io, options }: Pick<CommandContext, "io" | "options">): { endpoint: string } {
  const { hub } = options as OptionValues<[typeof HUB_OPTION]>;
  if (hub === "local") return { endpoint: LOCAL_HUB.endpoint };
  return { endpoint: hub ?? (io.env.HF_ENDPOINT || "https://huggingface.co") };
}
