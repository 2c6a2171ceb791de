import type { Expected, WordCommand, WordOption } from "./words.ts";

/** A completion script for zsh; it may be sourced after compinit, or stand in $fpath as _tiny-cats. */
export function zshCompletion(commands: readonly WordCommand[]): string {
  const functions = commands.map((command) => functionFor(command, commands));
  return `#compdef tiny-cats
${functions.join("\n")}
if [ "$funcstack[1]" = "_tiny-cats" ]; then
  _tiny-cats "$@"
else
  compdef _tiny-cats tiny-cats
fi
`;
}

function functionFor({ path, commands: nested, options, argument }: WordCommand, all: readonly WordCommand[]): string {
  const name = functionName(path);
  const specs = options.map(optionSpec);
  if (nested.length === 0) {
    const last = argument.kind === "nothing" ? [] : [`'*:argument:${action(argument)}'`];
    return `${name}() {\n  _arguments -s ${[...specs, ...last].join(" \\\n    ")}\n}`;
  }
  const described = nested.map((child) => `'${child.name}:${escaped(child.summary)}'`);
  const cases = nested
    .map((child) => all.find((command) => command.path === `${path} ${child.name}`.trim())!)
    .map((child) => `    ${child.path.split(" ").at(-1)}) ${functionName(child.path)} ;;`);
  return `${name}() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -s -C ${[...specs, "'1:command:->command'", "'*::argument:->argument'"].join(" \\\n    ")}
  case $state in
  command)
    local -a commands=(${described.join(" ")})
    _describe command commands${argument.kind === "nothing" ? "" : `; ${action(argument)}`} ;;
  argument)
    case $line[1] in
${cases.join("\n")}
    esac ;;
  esac
}`;
}

function optionSpec({ spellings, summary, value }: WordOption): string {
  const rest = `[${escaped(summary)}]${value ? `:value:${action(value)}` : ""}`;
  const names = spellings.length > 1 ? `{${spellings.join(",")}}` : spellings[0];
  return `"*"${names}'${rest}'`;
}

function action(expected: Expected): string {
  if (expected.kind === "words") return `(${expected.words.join(" ")})`;
  if (expected.kind === "file") return "_files";
  return expected.kind === "folder" ? "_files -/" : " ";
}

function functionName(path: string): string {
  return path === "" ? "_tiny-cats" : `_tiny-cats-${path.replaceAll(" ", "-")}`;
}

function escaped(text: string): string {
  return text.replace(/[[\]:\\]/g, "\\$&").replaceAll("'", "'\\''");
}
