import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { decodePng } from "@tiny-cats/core/png";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../tooling/testing/temporary-folder.ts";
import { VERSION } from "./cli.ts";
import { completeInBash } from "./testing/complete-in-bash.ts";
import { CHELSEA } from "./testing/run.ts";
import { BIN, ended, start } from "./testing/start.ts";
import { WITHOUT_NATIVE_RUNTIME } from "./testing/without-native-runtime.ts";

const run = (argv: readonly string[], options?: Parameters<typeof start>[1]) => ended(start(argv, options));

test("the built program says its version, help and exit status", async () => {
  expect(await run(["--version"])).toEqual({ code: 0, signal: null, stdout: Buffer.from(`${VERSION}\n`), stderr: "" });
  const help = await run(["--help"]);
  expect(help.code).toBe(0);
  expect(help.stdout.toString()).toMatch(/^ +130 +interrupted/m);
  const wrong = await run(["generate", "--breed", "other"]);
  expect(wrong).toMatchObject({
    code: 2,
    stdout: Buffer.alloc(0),
    stderr: expect.stringContaining("see docs/errors.md#not-drawable"),
  });
});

test("what --help loads is little: no package of ours but errors and files, no runtime, no decoder", () => {
  const imports = new Set<string>();
  const visit = (file: string): void => {
    const code = readFileSync(file, "utf8");
    for (const [, name] of code.matchAll(/^(?:import|export)\b[^"';]*["']([^"']+)["'];$/gm)) {
      if (name.startsWith("./")) visit(join(dirname(file), name));
      else if (!isBuiltin(name)) imports.add(name);
    }
  };
  visit(BIN);
  expect([...imports].sort()).toEqual(["@tiny-cats/files", "@tiny-cats/schema/errors", "commander"]);
});

describe("classify", () => {
  test("prints JSON to a pipe and talk to stderr; a broken picture among good ones ends with 1", async () => {
    const { code, stdout, stderr } = await run(["classify", CHELSEA, "missing.jpg", CHELSEA]);
    expect(code).toBe(1);
    const items = JSON.parse(stdout.toString());
    expect(items.map(({ error }: { error?: { code: string } }) => error?.code)).toEqual([
      undefined,
      "file-not-found",
      undefined,
    ]);
    expect(stderr).toContain("error: missing.jpg: ");
  });

  test("has the runtime report to nobody: it leaves none of its books in the temporary folder", async () => {
    const folder = temporaryFolder();
    const env = { TMPDIR: folder, HOME: folder };
    expect(await run(["classify", CHELSEA, "--quiet"], { env })).toMatchObject({ code: 0, stderr: "" });
    expect(await readdir(folder)).toEqual([]);
  });

  test("reads a picture from standard input", async () => {
    const child = start(["classify", "-", "--top-k", "1", "--quiet"]);
    child.stdin.end(await readFile(CHELSEA));
    const { code, stdout, stderr } = await ended(child);
    expect(code).toBe(0);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout.toString())[0].predictions[0].label).toBe("Egyptian Mau");
  });

  test("colours when told to, and not otherwise", async () => {
    const coloured = await run(["classify", CHELSEA, "--format", "human"], {
      env: { FORCE_COLOR: "1", NO_COLOR: "1" },
    });
    expect(coloured.stdout.toString()).toContain("\u001b[36m█");
    const plain = await run(["classify", CHELSEA, "--format", "human"]);
    expect(plain.stdout.toString()).not.toContain("\u001b");
  });

  test("ends quietly when its reader goes away", async () => {
    const many = Array.from({ length: 150 }, () => CHELSEA);
    const child = start(["classify", ...many, "--format", "jsonl", "--batch-size", "2"]);
    const { stdout, stderr } = child;
    let errors = "";
    stderr.on("data", (chunk) => {
      errors += chunk;
    });
    await once(stdout, "data");
    stdout.destroy();
    const [code] = await once(child, "exit");
    expect(code).toBe(0);
    expect(errors).not.toContain("error");
    // It stopped for want of a reader, not because it was done.
    expect(errors).not.toContain("150 pictures classified");
  });

  test("ends at Ctrl-C while it waits for standard input", async () => {
    const child = start(["classify", "-", "--verbose"]);
    await once(child.stderr, "data");
    child.kill("SIGINT");
    expect(await ended(child)).toMatchObject({ code: 130 });
  });
});

describe("generate, interrupted in the middle of its work", () => {
  test.each(["SIGINT", "SIGTERM"] as const)("leaves whole files alone after %s", async (signal) => {
    const cwd = temporaryFolder();
    const child = start(
      [
        "generate",
        "--count",
        "20",
        "--seed",
        "1",
        "--steps",
        "2",
        "--batch-size",
        "2",
        "--out",
        ".",
        "--format",
        "jsonl",
      ],
      { cwd },
    );
    await once(child.stdout, "data");
    child.kill(signal);
    const { code, stderr } = await ended(child);
    expect(code).toBe(130);
    expect(stderr).toContain("interrupted");
    const names = await readdir(cwd);
    expect(names.length).toBeGreaterThan(0);
    expect(names.length).toBeLessThan(240);
    for (const name of names) {
      expect(name).toMatch(/^[A-Z]\w+_\d{3}\.png$/);
      expect((await decodePng(await readFile(join(cwd, name)))).width).toBe(64);
    }
  });
});

test.each(["SIGINT", "SIGTERM"] as const)("hub serve ends well at %s", async (signal) => {
  const cwd = temporaryFolder();
  const child = start(["hub", "serve", "--port", "0"], { cwd });
  const [chunk] = await once(child.stdout, "data");
  const { url, token } = JSON.parse(String(chunk));
  const { code, stdout } = await run(["whoami"], { env: { HF_ENDPOINT: url, HF_TOKEN: token } });
  expect(code).toBe(0);
  expect(JSON.parse(stdout.toString())).toMatchObject({ name: "local", token: { role: "write", from: "HF_TOKEN" } });
  child.kill(signal);
  expect(await ended(child)).toMatchObject({ code: 0, stderr: expect.stringMatching(/stopped\n$/) });
});

describe("where onnxruntime-node is not installed", () => {
  const env = { NODE_OPTIONS: WITHOUT_NATIVE_RUNTIME };

  test("onnxruntime-web does the work, and a note says so once", async () => {
    const { code, stdout, stderr } = await run(["classify", CHELSEA, "--top-k", "1"], { env });
    expect(stderr).toMatch(
      /^note: onnxruntime-node could not be loaded; running on onnxruntime-web \d+\.\d+\.\d+ \(wasm\)/,
    );
    expect(stderr.match(/note:/g)).toHaveLength(1);
    expect(code).toBe(0);
    expect(JSON.parse(stdout.toString())[0].predictions[0]).toMatchObject({
      label: "Egyptian Mau",
      probability: expect.closeTo(0.419082, 4),
    });
  });

  test("doctor says which runtime works", async () => {
    const { code, stdout } = await run(["doctor", "--format", "human"], { env });
    expect(code).toBe(0);
    expect(stdout.toString()).toMatch(
      /^onnxruntime-node .*no session loads: .*Cannot find package 'onnxruntime-node'/m,
    );
    expect(stdout.toString()).toMatch(/^onnxruntime-web .* on wasm: classifies as it should, draws as it should$/m);
  });
});

test("completion, sourced by a real bash, completes breeds", () => {
  const script = execFileSync(process.execPath, [BIN, "completion", "bash"], { encoding: "utf8" });
  expect(completeInBash(script, ["tiny-cats", "generate", "--breed", "si"], ".")).toEqual(["siamese"]);
});

test("the demo's hints are commands that work from the current folder", async () => {
  const cwd = temporaryFolder();
  const { code, stdout } = await run(["demo"], { cwd });
  expect(code).toBe(0);
  const [, script] = /^ {2}node (\S+) doctor/m.exec(stdout.toString())!;
  expect(existsSync(join(cwd, script))).toBe(true);
});
