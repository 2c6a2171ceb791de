import { join } from "node:path";
import type { Printer } from "../../output/printer.ts";

/** Where the files are, and three commands to go on with. */
export function printNext(
  out: Printer,
  { folder, program, count }: { folder: string; program: string; count: number },
): void {
  const { bold, cyan, dim } = out.style;
  out.line(bold("Files"));
  out.line(`  ${join(folder, "grid.png")}  ${dim(`all ${count} drawings on one sheet`)}`);
  out.line(`  ${join(folder, "*_000.png")}  ${dim("each by itself, with the settings that draw it again")}`);
  out.line();
  out.line(bold("Next"));
  const commands = [
    ["classify your-cat.jpg", "which breed is your cat?"],
    ["generate --breed siamese --count 8 --grid", "more of one breed"],
    ["doctor", "what this machine runs on"],
  ];
  const width = Math.max(...commands.map(([command]) => command.length));
  for (const [command, what] of commands) out.line(`  ${cyan(`${program} ${command.padEnd(width)}`)}  ${dim(what)}`);
}
