import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../tooling/testing/temporary-folder.ts";
import { runCli, VERSION } from "./cli.ts";
import { READER_GONE } from "./stop.ts";
import { fakeIo } from "./testing/fake-io.ts";
import { CHELSEA, run, runJson } from "./testing/run.ts";

describe("errors", () => {
  test("go to stderr with a remedy; what was typed wrongly ends with 2", async () => {
    expect(await run(["clasify"])).toMatchObject({
      code: 2,
      stdout: "",
      stderr: "error: unknown command 'clasify'\nfix: did you mean classify?\nsee docs/errors.md#unknown-command\n",
    });
  });

  test("are coloured where colour is wanted", async () => {
    expect((await run(["clasify"], { env: { FORCE_COLOR: "1" } })).stderr).toContain("\u001b[31merror:\u001b[39m");
    expect((await run(["clasify"], { terminal: { isTTY: true }, env: { NO_COLOR: "1" } })).stderr).not.toContain(
      "\u001b",
    );
  });

  test("show no token and no home folder, in JSON no token either", async () => {
    const home = temporaryFolder();
    const name = "hf_AbCdEfGhIjKlMnOpQrStUvWxYz01234567.jpg";
    const { stdout, stderr } = await run(["classify", join(home, name), "own-secret.jpg"], {
      home,
      env: { MY_API_KEY: "own-secret" },
    });
    for (const text of [stdout, stderr]) expect(text).not.toMatch(/hf_AbC|own-secret/);
    expect(stderr).not.toContain(home);
    expect(stderr).toContain("error: ~/");
    expect(JSON.parse(stdout)[0].file).toContain(home);
  });

  test("that nobody foresaw say where to report them; --verbose shows where they came from", async () => {
    const io = fakeIo();
    const broken = {
      ...io,
      stdout: {
        write() {
          throw new Error("the stream broke");
        },
      },
    };
    expect(await runCli(["models", "list", "--verbose"], broken)).toBe(1);
    expect(io.stderr.text()).toMatch(
      /^error: the stream broke\nfix: this was not foreseen: .*doctor --report\nError: the stream broke\n +at /,
    );
  });
});

describe("settings", () => {
  const count = async (argv: string[], options: Parameters<typeof run>[1]) =>
    (await runJson(["classify", CHELSEA, ...argv], options)).data[0].predictions.length;

  test("a flag beats the environment, which beats the configuration file", async () => {
    const home = temporaryFolder();
    await mkdir(join(home, ".config", "tiny-cats"), { recursive: true });
    await writeFile(join(home, ".config", "tiny-cats", "config.json"), '{ "top-k": 2 }');
    await writeFile(join(home, "other.json"), '{ "top-k": 4 }');
    const env = { TINY_CATS_TOP_K: "3" };
    expect(await count([], { home })).toBe(2);
    expect(await count([], { home, env })).toBe(3);
    expect(await count(["--top-k", "1"], { home, env })).toBe(1);
    expect(await count(["--config", "other.json"], { home, cwd: home })).toBe(4);
    expect(await count([], { home, cwd: home, env: { TINY_CATS_CONFIG: "other.json" } })).toBe(4);
  });

  test("of every kind reach the command: quiet from the environment, taken back by a flag", async () => {
    const env = { TINY_CATS_QUIET: "1" };
    expect((await run(["classify", CHELSEA], { env })).stderr).toBe("");
    expect((await run(["classify", CHELSEA, "--no-quiet"], { env })).stderr).not.toBe("");
  });

  test.each([
    ['{ "topk": 2 }', "unknown-config-key", "did you mean top-k?"],
    ["{", "invalid-config", "write a JSON object"],
  ])("a configuration file %j ends with 2", async (text, code, remedy) => {
    const cwd = temporaryFolder();
    await writeFile(join(cwd, "c.json"), text);
    const result = await run(["models", "list", "--config", "c.json"], { cwd });
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(`#${code}`);
    expect(result.stderr).toContain(`fix: ${remedy}`);
  });
});

test("--version prints the package's", async () => {
  expect(await run(["--version"])).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: "", bytes: expect.anything() });
});

test("a reader that went away is no failure", async () => {
  const controller = new AbortController();
  const onStdout = (text: string) => {
    if (text.includes('"file"')) controller.abort(READER_GONE);
  };
  const { code, stderr } = await run(["classify", ...Array.from({ length: 20 }, () => CHELSEA), "--quiet"], {
    signal: controller.signal,
    onStdout,
  });
  expect(code).toBe(0);
  expect(stderr).toBe("");
});

test("completion prints a script for each shell and nothing else", async () => {
  for (const shell of ["bash", "zsh", "fish", "powershell"]) {
    const { code, stdout, stderr } = await run(["completion", shell]);
    expect(code).toBe(0);
    expect(stderr).toBe("");
    expect(stdout).toContain("british-shorthair");
    expect(stdout).not.toMatch(/british-shorthair.*\bother\b/);
  }
});
