import { environmentName, settingName } from "../settings/setting-name.ts";
import { optionDefault, optionFlags } from "../table/describe-option.ts";
import type { OptionSpec } from "../table/option-spec.ts";

/** A command's options as the README shows them. */
export function optionTable(options: readonly OptionSpec[]): string {
  const rows = options.map((spec) => {
    const choices = spec.choices ? ` (${spec.choices.join(", ")})` : "";
    const settable = spec.configurable !== false;
    return [
      `\`${optionFlags(spec)}\``,
      `${spec.summary}${choices}`.replaceAll("|", "\\|"),
      optionDefault(spec) ?? "",
      settable ? `\`${environmentName(spec)}\`, \`${settingName(spec)}\`` : "",
    ];
  });
  const head = [
    ["option", "what it does", "default", "environment, configuration key"],
    ["---", "---", "---", "---"],
  ];
  return [...head, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
