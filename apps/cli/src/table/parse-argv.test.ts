import { describe, expect, test } from "vitest";
import { COMMANDS } from "../commands/index.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { fakeIo } from "../testing/fake-io.ts";
import { parseArgv } from "./parse-argv.ts";

function parse(...argv: string[]) {
  const io = fakeIo();
  const invocation = parseArgv(argv, io, { version: "1.2.3" });
  return {
    invocation,
    command: invocation?.command.name,
    args: invocation?.args,
    flags: invocation?.flags,
    stdout: io.stdout.text(),
    stderr: io.stderr.text(),
  };
}

describe("what a command line asks for", () => {
  test("a command with arguments and flags as typed", () => {
    expect(parse("classify", "a.jpg", "-k", "3", "b.jpg", "--recursive")).toMatchObject({
      command: "classify",
      args: ["a.jpg", "b.jpg"],
      flags: { "top-k": "3", recursive: true },
    });
  });

  test("a command of a group", () => {
    expect(parse("models", "verify", "folder")).toMatchObject({ command: "verify", args: ["folder"] });
  });

  test("options of every command stand before or after its name", () => {
    expect(parse("--quiet", "doctor").flags).toEqual({ quiet: true });
    expect(parse("doctor", "-q").flags).toEqual({ quiet: true });
    expect(parse("models", "--quiet", "list", "--verbose").flags).toEqual({ quiet: true, verbose: true });
    expect(parse("--config", "a.json", "models", "list").flags).toEqual({ config: "a.json" });
  });

  test("a command's own --config is no configuration file; the one before its name is", () => {
    const { invocation } = parse("--config", "a.json", "train", "generator", "--config", "recipe.yaml", "--quiet");
    expect(invocation).toMatchObject({ configFile: "a.json", flags: { config: "recipe.yaml", quiet: true } });
    const own = parse("train", "generator", "--config", "recipe.yaml").invocation;
    expect([own?.configFile, own?.flags]).toEqual([undefined, { config: "recipe.yaml" }]);
    expect(parse("--config", "a.json", "train", "classifier").invocation).toMatchObject({
      configFile: "a.json",
      flags: {},
    });
    expect(parse("doctor", "--config", "a.json").invocation?.configFile).toBe("a.json");
  });

  test("repeatable options are lists, flags can be taken back, values may begin with a dash", () => {
    expect(parse("generate", "--breed", "a", "--breed=b", "--no-grid", "-o", "-", "--seed", "-5").flags).toEqual({
      breed: ["a", "b"],
      grid: false,
      out: "-",
      seed: "-5",
    });
  });
});

describe("help and version are data", () => {
  test("--version", () => {
    expect(parse("--version")).toMatchObject({ invocation: undefined, stdout: "1.2.3\n", stderr: "" });
  });

  test("--help names every command, exit status and the order of settings", () => {
    const { invocation, stdout, stderr } = parse("--help");
    expect(invocation).toBeUndefined();
    expect(stderr).toBe("");
    for (const { name, summary } of COMMANDS)
      expect(stdout).toMatch(new RegExp(`^ +${name}.* ${summary.split(" ")[0]}`, "m"));
    for (const [code, meaning] of Object.entries(EXIT_CODES))
      expect(stdout).toMatch(new RegExp(`^ +${code} +${meaning}$`, "m"));
    expect(stdout).toContain("TINY_CATS_TOP_K");
  });

  test("help of a command names its options, defaults and examples", () => {
    for (const { stdout } of [parse("classify", "--help"), parse("help", "classify")]) {
      expect(stdout).toContain("-k, --top-k <n>");
      expect(stdout).toContain("(default: 5)");
      expect(stdout).toContain("Examples:\n  tiny-cats classify my-cat.jpg");
      expect(stdout).not.toContain("--no-");
    }
    expect(parse("help", "models").stdout).toMatch(/list.*\n.*info.*\n.*verify/);
  });
});

describe("what is wrong is said with a remedy", () => {
  test.each([
    [["clasify"], "unknown-command", "unknown command 'clasify'", "did you mean classify?"],
    [["models", "lst"], "unknown-command", "unknown command 'lst'", "did you mean list?"],
    [["tiger"], "unknown-command", "unknown command 'tiger'", "see tiny-cats --help"],
    [["classify", "a", "--topk", "3"], "unknown-option", "unknown option '--topk'", "did you mean --top-k?"],
    [["generate", "--wings"], "unknown-option", "unknown option '--wings'", "see tiny-cats --help"],
    [["classify"], "missing-argument", "missing required argument 'pictures'", "see tiny-cats --help"],
    [["doctor", "who"], "too-many-arguments", expect.stringContaining("too many arguments"), "see tiny-cats --help"],
    [
      ["generate", "--seed"],
      "missing-option-value",
      expect.stringContaining("'-s, --seed <n>' argument missing"),
      "see tiny-cats --help",
    ],
    [
      ["completion", "csh"],
      "invalid-option-value",
      expect.stringContaining("Allowed choices are bash, zsh, fish, powershell"),
      "see tiny-cats --help",
    ],
  ])("%j", (argv, code, message, remedy) => {
    expect(() => parse(...argv)).toThrow(expect.objectContaining({ code, message, remedy }));
  });

  test.each([[[]], [["models"]]])("no command after %j prints help to stderr", (argv) => {
    const io = fakeIo();
    expect(() => parseArgv(argv, io, { version: "1.2.3" })).toThrow(
      expect.objectContaining({ code: "missing-command" }),
    );
    expect(io.stdout.text()).toBe("");
    expect(io.stderr.text()).toContain("Usage: tiny-cats");
  });
});
