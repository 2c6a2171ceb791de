import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CANARY, READER, type TestHub, testHub } from "../../testing/test-hub.ts";

const TERMINAL = { isTTY: true, columns: 80 };

/** A world without a token in its environment, and where its files are. */
async function withoutToken() {
  const hub = await testHub();
  const folder = join(hub.home, ".cache", "huggingface");
  const env = { HF_ENDPOINT: hub.server.url };
  const act = (argv: string[], options: Parameters<TestHub["run"]>[1] = {}) => hub.run(argv, { env, ...options });
  const text = (name: string) => readFile(join(folder, name), "utf8").catch(() => undefined);
  return { hub, folder, env, act, text };
}

describe("login", () => {
  test("stores a token from standard input as Python's clients do, for its owner alone", async () => {
    const { folder, act, text } = await withoutToken();
    const { code, stdout, stderr } = await act(["login", "--token", "-"], { stdin: Buffer.from(`${CANARY}\n`) });
    expect(stderr).toMatch(
      /^logged in as ada with the token "\S+" \(write\), stored in ~\/.cache\/huggingface\/token$/m,
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).not.toContain(CANARY);
    expect(await text("token")).toBe(CANARY);
    expect(await text("stored_tokens")).toMatch(new RegExp(`^\\[\\S+\\]\nhf_token = ${CANARY}\n\n$`));
    expect((await act(["whoami"])).stdout).toContain('"name": "ada"');
    if (process.platform === "win32") return;
    for (const name of ["token", "stored_tokens"]) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  test("asks a terminal without showing what is typed; keys take back", async () => {
    const { act, text } = await withoutToken();
    const raw: boolean[] = [];
    const typed = `wrong\u0015${CANARY}xy\u007f\b\r`;
    const { code, stderr } = await act(["login"], { terminal: TERMINAL, typed, onRaw: (mode) => raw.push(mode) });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Token \(it is not shown\): \nlogged in as ada/);
    expect(raw).toEqual([true, false]);
    expect(await text("token")).toBe(CANARY);
  });

  test("ends at Ctrl-C with the terminal as it was", async () => {
    const { act, text } = await withoutToken();
    const raw: boolean[] = [];
    const result = await act(["login"], { terminal: TERMINAL, typed: "hf_abc\u0003", onRaw: (mode) => raw.push(mode) });
    expect(result.code).toBe(130);
    expect(raw).toEqual([true, false]);
    expect(await text("token")).toBeUndefined();
  });

  test("keeps other tokens; says that HF_TOKEN comes first and that a reader can't upload", async () => {
    const { hub, folder, env, act, text } = await withoutToken();
    await act(["login"], { stdin: Buffer.from(CANARY) });
    await writeFile(
      join(folder, "stored_tokens"),
      "# mine\n[zed]\nHF_Token: hf_other\nrefresh_token = a\n\tb\n\n[alpha]\nhf_token=hf_first\n",
    );
    const { code, stderr } = await act(["login"], { stdin: Buffer.from(READER), env: { ...env, HF_TOKEN: CANARY } });
    expect(code).toBe(0);
    expect(stderr).toContain("it may only read");
    expect(stderr).toContain("HF_TOKEN is set and comes first");
    expect(await text("token")).toBe(READER);
    const kept = (await text("stored_tokens"))!;
    expect(kept).toContain("[zed]\nhf_token = hf_other\nrefresh_token = a\n\tb\n\n");
    expect(kept).toContain("[alpha]\nhf_token = hf_first\n\n");
    expect(kept).toContain(`hf_token = ${READER}\n`);
    expect(hub.server.requests.length).toBe(2);
  });

  test("heeds HF_TOKEN_PATH", async () => {
    const { hub, env, act } = await withoutToken();
    const result = await act(["login"], { stdin: Buffer.from(CANARY), env: { ...env, HF_TOKEN_PATH: "mine/tok" } });
    expect(result.code).toBe(0);
    expect(await readFile(join(hub.cwd, "mine", "tok"), "utf8")).toBe(CANARY);
    expect(await readFile(join(hub.cwd, "mine", "stored_tokens"), "utf8")).toContain(CANARY);
  });

  test.each([
    [["login", "--token", CANARY], "", 2, "token-on-command-line"],
    [["login", "--hub", "local"], CANARY, 2, "conflicting-options"],
    [["login"], "", 2, "invalid-token"],
    [["login"], "hf_ab cd", 2, "invalid-token"],
    [["login"], "api_org_abc", 2, "invalid-token"],
    [["login"], "x".repeat(20_000), 1, "file-too-large"],
    [["login"], "hf_unknownUnknownUnknown0123", 1, "unauthorized"],
  ])("%j of %j ends with %i: %s, and stores nothing", async (argv, stdin, status, code) => {
    const { act, text } = await withoutToken();
    const result = await act(argv, { stdin: Buffer.from(stdin) });
    expect(result.code).toBe(status);
    expect(result.stderr).toContain(`#${code}`);
    expect(result.stderr).not.toContain(CANARY);
    expect(await text("token")).toBeUndefined();
  });

  test("does not write over stored tokens that it can't read", async () => {
    const { hub, folder, act, text } = await withoutToken();
    await act(["login"], { stdin: Buffer.from(CANARY) });
    await writeFile(join(folder, "stored_tokens"), "[a]\nhf_token = x\nwhat is this\n");
    const { code, stderr } = await act(["login"], { stdin: Buffer.from(READER) });
    expect(code).toBe(1);
    expect(stderr).toContain("line 3 of ~/.cache/huggingface/stored_tokens");
    expect(await text("token")).toBe(CANARY);
    expect(hub.server.requests).toHaveLength(2);
  });

  test("is refused offline", async () => {
    const { env, act } = await withoutToken();
    const { code } = await act(["login"], { stdin: Buffer.from(CANARY), env: { ...env, HF_HUB_OFFLINE: "true" } });
    expect(code).toBe(2);
  });
});

describe("logout", () => {
  test("removes the token in use and its entry, and leaves others", async () => {
    const { folder, act, text } = await withoutToken();
    await act(["login"], { stdin: Buffer.from(CANARY) });
    const stored = (await text("stored_tokens"))!;
    await writeFile(join(folder, "stored_tokens"), `${stored}[other]\nhf_token = hf_other\n`);
    const { code, stderr } = await act(["logout"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "removed the token in ~/.cache/huggingface/token\n" });
    expect(await text("token")).toBeUndefined();
    expect(await text("stored_tokens")).toBe("[other]\nhf_token = hf_other\n\n");
    expect((await act(["whoami"])).stderr).toContain("#unauthorized");
  });

  test("says so where there is none, and where HF_TOKEN stays", async () => {
    const { env, act } = await withoutToken();
    const { code, stderr } = await act(["logout"], { env: { ...env, HF_TOKEN: CANARY } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "no token is stored\nHF_TOKEN is set, and still used\n" });
  });
});
