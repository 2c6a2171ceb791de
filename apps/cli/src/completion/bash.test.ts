import { describe, expect, test } from "vitest";
import { GLOBAL_OPTIONS } from "../commands/global-options.ts";
import { COMMANDS } from "../commands/index.ts";
import { completeInBash } from "../testing/complete-in-bash.ts";
import { bashCompletion } from "./bash.ts";
import { completionWords } from "./words.ts";

const script = bashCompletion(completionWords(COMMANDS, GLOBAL_OPTIONS, { breeds: ["siamese", "sphynx", "bombay"] }));
const complete = (...line: string[]) => completeInBash(script, ["tiny-cats", ...line], ".");

describe("in a real bash", () => {
  test.each([
    [["c"], ["classify", "convert", "card", "cache", "completion"]],
    [[""], COMMANDS.map(({ name }) => name)],
    [["hub", ""], ["serve"]],
    [
      ["repo", "list", "--type", ""],
      ["model", "dataset", "space"],
    ],
    [["--ver"], ["--verbose", "--version"]],
    [
      ["models", ""],
      ["list", "info", "verify"],
    ],
    [["models", "v"], ["verify"]],
    [
      ["completion", ""],
      ["bash", "zsh", "fish", "powershell"],
    ],
    [["classify", "--top"], ["--top-k"]],
    [["classify", "photo.jpg", "--re"], ["--recursive"]],
    [
      ["generate", "--breed", "s"],
      ["siamese", "sphynx"],
    ],
    [
      ["generate", "--breed", ""],
      ["all", "siamese", "sphynx", "bombay"],
    ],
    [
      ["generate", "--solver", ""],
      ["euler", "heun", "midpoint", "rk4", "ab2"],
    ],
    [
      ["generate", "--format=js"],
      ["json", "jsonl"],
    ],
    [["generate", "--format", "hu"], ["human"]],
    [["--quiet", "models", "verify", "--for"], ["--format"]],
    [["--config", ""], []],
    [["generate", "--seed", ""], []],
    [["classify", ""], []],
    [["nonsense", "cl"], ["classify"]],
  ])("%j offers %j", (line, offered) => {
    expect(complete(...line)).toEqual(offered);
  });

  test("every flag of every command is offered", () => {
    for (const { name, options = [] } of COMMANDS.filter(({ load }) => load)) {
      const names = [...options, ...GLOBAL_OPTIONS].map((option) => `--${option.name}`);
      expect(complete(name, "--").sort()).toEqual([...names, "--help"].sort());
    }
  });
});
