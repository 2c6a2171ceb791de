import { describe, expect, test } from "vitest";
import type { CommandSpec } from "../table/command-spec.ts";
import { fishCompletion } from "./fish.ts";
import { powershellCompletion } from "./powershell.ts";
import { completionWords } from "./words.ts";
import { zshCompletion } from "./zsh.ts";

const command: CommandSpec = {
  name: "draw",
  summary: "draw [it]: 'now'",
  arguments: [{ name: "files", summary: "", complete: "file" }],
  options: [
    { name: "breed", short: "b", type: "text", summary: "whose: yours", complete: "breed" },
    { name: "out", type: "text", summary: "folder", complete: "folder" },
    { name: "steps", type: "integer", summary: "how many" },
  ],
};
const group: CommandSpec = {
  name: "models",
  summary: "models",
  arguments: [{ name: "model", summary: "", complete: "file" }],
  commands: [{ name: "list", summary: "list" }],
};
const words = completionWords([command, group], [{ name: "quiet", short: "q", type: "flag", summary: "hush" }], {
  breeds: ["bombay"],
});

describe("words", () => {
  test("flatten the table, with what every command takes", () => {
    expect(words.map(({ path }) => path)).toEqual(["", "draw", "models", "models list"]);
    expect(words[1].options.map(({ spellings }) => spellings[0])).toEqual([
      "--breed",
      "--out",
      "--steps",
      "--quiet",
      "--help",
    ]);
    expect(words[1].options.map(({ value }) => value?.kind)).toEqual([
      "words",
      "folder",
      "nothing",
      undefined,
      undefined,
    ]);
    expect(words[0].options.at(-1)?.spellings).toEqual(["--version", "-V"]);
  });

  test("an option of a command's own goes in the place of one that every command takes", () => {
    const own: CommandSpec = { name: "own", summary: "", options: [{ name: "quiet", type: "text", summary: "mine" }] };
    const [, { options }] = completionWords([own], [{ name: "quiet", type: "flag", summary: "hush" }], { breeds: [] });
    expect(options.map(({ spellings: [name], summary }) => `${name} ${summary}`)).toEqual([
      "--quiet mine",
      "--help print help",
    ]);
  });
});

describe("zsh", () => {
  const script = zshCompletion(words);
  test.each([
    `'draw:draw \\[it\\]\\: '\\''now'\\'''`,
    `"*"{--breed,-b}'[whose\\: yours]:value:(all bombay)'`,
    `"*"--out'[folder]:value:_files -/'`,
    `"*"--steps'[how many]:value: '`,
    `'*:argument:_files'`,
    "list) _tiny-cats-models-list ;;",
    "_describe command commands; _files ;;",
    "compdef _tiny-cats tiny-cats",
  ])("has %s", (part) => {
    expect(script).toContain(part);
  });
});

describe("fish", () => {
  const lines = fishCompletion(words).split("\n");
  test.each([
    "complete -c tiny-cats -n 'not __fish_seen_subcommand_from draw models' -a draw -d 'draw [it]: \\'now\\''",
    "complete -c tiny-cats -n '__fish_seen_subcommand_from draw' -l breed -s b -d 'whose: yours' -x -a 'all bombay'",
    "complete -c tiny-cats -n '__fish_seen_subcommand_from draw' -l out -d 'folder' -x -a '(__fish_complete_directories)'",
    "complete -c tiny-cats -n '__fish_seen_subcommand_from draw' -l steps -d 'how many' -x",
    "complete -c tiny-cats -n '__fish_seen_subcommand_from draw' -F",
    "complete -c tiny-cats -n '__fish_seen_subcommand_from models; and not __fish_seen_subcommand_from list' -a list -d 'list'",
    "complete -c tiny-cats -n '__fish_seen_subcommand_from models; and __fish_seen_subcommand_from list' -l quiet -s q -d 'hush'",
  ])("has the line %s", (line) => {
    expect(lines).toContain(line);
  });
});

describe("PowerShell", () => {
  const script = powershellCompletion(words);
  test.each([
    "'draw' = @{ Words = @(); Options = @('--breed', '--out', '--steps', '--quiet', '--help')",
    "'--breed' = @('all', 'bombay'); '-b' = @('all', 'bombay'); '--out' = @(); '--steps' = @()",
    "'models' = @{ Words = @('list')",
    "Register-ArgumentCompleter -Native -CommandName tiny-cats",
  ])("has %s", (part) => {
    expect(script).toContain(part);
  });
});
