import { execFileSync } from "node:child_process";

/** What a real bash offers after the words of a line, the last of which is being typed. */
export function completeInBash(script: string, line: readonly string[], cwd: string): string[] {
  // As bash splits them: at the sign of --option=value as well.
  const words = line.flatMap((word) => word.split(/(=)/)).filter((word, i, all) => word !== "" || i === all.length - 1);
  const program = `eval "$SCRIPT"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tiny_cats; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const output = execFileSync("bash", ["--norc", "-c", program, "bash", ...words], {
    cwd,
    env: { ...process.env, SCRIPT: script },
    encoding: "utf8",
  });
  return output.split("\n").filter(Boolean);
}
