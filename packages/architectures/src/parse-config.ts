import { safeParse } from "valibot";
import type { Architecture } from "./architecture.ts";
import { invalidConfig } from "./errors.ts";

/** A configuration checked and completed by its architecture. Throws `invalid-model-config`, naming every wrong field. */
export function parseConfig<Config>(
  architecture: Pick<Architecture<Config>, "title" | "config">,
  config: unknown,
): Config {
  const { success, output, issues } = safeParse(architecture.config, config);
  if (success) return output;
  const problems = issues.map((issue) => {
    const path = issue.path?.map(({ key }) => String(key)).join(".");
    return path ? `${path}: ${issue.message}` : issue.message;
  });
  throw invalidConfig(architecture.title, problems, config);
}
