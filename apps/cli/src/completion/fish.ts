import type { Expected, WordCommand, WordOption } from "./words.ts";

/** A completion script for fish. */
export function fishCompletion(commands: readonly WordCommand[]): string {
  return `# fish completion for tiny-cats\ncomplete -c tiny-cats -f\n${commands.flatMap(lines).join("\n")}\n`;
}

function lines({ path, commands, options, argument }: WordCommand): string[] {
  const condition = where(
    path,
    commands.map(({ name }) => name),
  );
  const start = `complete -c tiny-cats -n ${quote(condition)}`;
  return [
    ...commands.map(({ name, summary }) => `${start} -a ${name} -d ${quote(summary)}`),
    ...options.map((option) => `${start} ${optionWords(option)}`),
    ...(argument.kind === "nothing" ? [] : [`${start} ${value(argument)}`]),
  ];
}

/** True inside this command and in none of those below it. */
function where(path: string, below: readonly string[]): string {
  const inside = path === "" ? [] : path.split(" ").map((name) => `__fish_seen_subcommand_from ${name}`);
  return [...inside, ...(below.length === 0 ? [] : [`not __fish_seen_subcommand_from ${below.join(" ")}`])].join(
    "; and ",
  );
}

function optionWords({ spellings: [long, short], summary, value: expected }: WordOption): string {
  const names = `-l ${long.slice(2)}${short ? ` -s ${short.slice(1)}` : ""}`;
  return `${names} -d ${quote(summary)}${expected ? ` ${expected.kind === "file" ? "-r" : "-x"} ${value(expected)}` : ""}`.trim();
}

function value(expected: Expected): string {
  if (expected.kind === "words") return `-a ${quote(expected.words.join(" "))}`;
  if (expected.kind === "file") return "-F";
  return expected.kind === "folder" ? "-a '(__fish_complete_directories)'" : "";
}

function quote(text: string): string {
  return `'${text.replace(/['\\]/g, "\\$&")}'`;
}
