import type { CommandContext } from "../../command-context.ts";

/** A command as it was typed, options after the arguments: what the environment or a configuration file set is not in it. */
export function typedCommand(
  name: string,
  { args, options, flags }: Pick<CommandContext, "args" | "options" | "flags">,
) {
  const given = [...flags].flatMap((flag) => {
    const value = options[flag];
    return value === true ? [`--${flag}`] : [`--${flag}`, String(value)];
  });
  return ["tiny-cats", name, ...args, ...given]
    .map((word) => (/[\s"]/.test(word) ? JSON.stringify(word) : word))
    .join(" ");
}
