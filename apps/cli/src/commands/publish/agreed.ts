import type { CommandContext } from "../../command-context.ts";
import { confirm } from "../../questions/confirm.ts";

/** Shows a plan, and asks whether it is to be done. */
export function agreed(
  context: CommandContext,
  { repo_id }: { repo_id: string },
  lines: readonly string[],
): Promise<boolean> {
  for (const line of lines) context.talk.note(line);
  return confirm(context, `publish to ${repo_id}?`);
}
