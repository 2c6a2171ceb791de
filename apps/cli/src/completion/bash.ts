import type { Expected, WordCommand } from "./words.ts";

/** A completion script for bash 3.2 or newer that needs nothing else; file names are left to bash itself. */
export function bashCompletion(commands: readonly WordCommand[]): string {
  const paths = commands.filter(({ path }) => path !== "").map(({ path }) => quote(path));
  return `# bash completion for tiny-cats
_tiny_cats() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} path= words= word i=1
  # bash splits --option=value at the sign.
  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  COMPREPLY=()
  while [ $i -lt $COMP_CWORD ]; do
    word=\${COMP_WORDS[i]}
    case "\${path:+$path }$word" in
      ${paths.join("|")}) path=\${path:+$path }$word ;;
    esac
    i=$((i + 1))
  done
  case "$path $prev" in
${commands.flatMap(valueCases).join("\n")}
  esac
  case "$path" in
${commands.map(commandCase).join("\n")}
  esac
  COMPREPLY=( $(compgen -W "$words" -- "$cur") )
}
complete -o bashdefault -o default -F _tiny_cats tiny-cats
`;
}

function valueCases({ path, options }: WordCommand): string[] {
  return options.flatMap(({ spellings, value }) => {
    if (!value) return [];
    return [`    ${spellings.map((spelling) => quote(`${path} ${spelling}`)).join("|")}) ${reply(value)}; return ;;`];
  });
}

/** An empty answer lets bash complete file names, which it does better than any script. */
function reply(value: Expected): string {
  if (value.kind === "words") return `COMPREPLY=( $(compgen -W ${quote(value.words.join(" "))} -- "$cur") )`;
  return value.kind === "folder" ? "compopt -o dirnames 2>/dev/null; COMPREPLY=()" : "COMPREPLY=()";
}

function commandCase({ path, commands, options, argument }: WordCommand): string {
  const flags = options.flatMap(({ spellings }) => spellings[0]).join(" ");
  const names = [...commands.map(({ name }) => name), ...(argument.kind === "words" ? argument.words : [])].join(" ");
  return `    ${quote(path)}) if [[ $cur == -* ]]; then words=${quote(flags)}; else words=${quote(names)}; fi ;;`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
