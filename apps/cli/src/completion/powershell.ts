import type { Expected, WordCommand } from "./words.ts";

/** A completion script for PowerShell 5 or newer; where it has no answer, PowerShell completes file names. */
export function powershellCompletion(commands: readonly WordCommand[]): string {
  return `# PowerShell completion for tiny-cats
Register-ArgumentCompleter -Native -CommandName tiny-cats -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $commands = @{
${commands.map(entry).join("\n")}
  }
  $typed = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  $path = ''
  foreach ($word in $typed) {
    $longer = ("$path $word").Trim()
    if ($commands.ContainsKey($longer)) { $path = $longer }
  }
  $command = $commands[$path]
  $previous = if ($typed.Count -gt 0) { $typed[-1] } else { '' }
  $words = if ($command.Values.ContainsKey($previous)) { $command.Values[$previous] }
    elseif ($wordToComplete.StartsWith('-')) { $command.Options }
    else { $command.Words }
  $words | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
}

function entry({ path, commands, options, argument }: WordCommand): string {
  const words = [...commands.map(({ name }) => name), ...wordsOf(argument)];
  const values = options.flatMap(({ spellings, value }) => {
    return value ? spellings.map((spelling) => `${quote(spelling)} = ${list(wordsOf(value))}`) : [];
  });
  const flags = options.flatMap(({ spellings }) => spellings[0]);
  return `    ${quote(path)} = @{ Words = ${list(words)}; Options = ${list(flags)}; Values = [System.Collections.Hashtable]::new(@{ ${values.join("; ")} }, [System.StringComparer]::Ordinal) }`;
}

function wordsOf(expected: Expected): readonly string[] {
  return expected.kind === "words" ? expected.words : [];
}

function list(words: readonly string[]): string {
  return `@(${words.map(quote).join(", ")})`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
