import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CANARY, READER, testHub } from "../../testing/test-hub.ts";

describe("whoami", () => {
  test("names account, organisations and role, and where the token was found, but not the token", async () => {
    const hub = await testHub();
    const { code, data, stdout } = await hub.runJson(["whoami"]);
    expect(code).toBe(0);
    expect(data).toMatchObject({
      name: "ada",
      orgs: [{ name: "lab" }],
      token: { role: "write", from: "HF_TOKEN" },
      endpoint: hub.server.url,
    });
    expect(stdout).not.toContain(CANARY);
    const human = (await hub.run(["whoami", "--format", "human"])).stdout;
    expect(human).toMatch(/^name {3}ada$/m);
    expect(human).toMatch(/^orgs {3}lab/m);
    expect(human).toMatch(/^token {2}.*write.*, from HF_TOKEN$/m);
    expect(human).not.toContain(CANARY);
  });

  test.each([
    [{ HF_TOKEN: CANARY, HF_TOKEN_PATH: "reader" }, "ada", "HF_TOKEN"],
    [{ HUGGING_FACE_HUB_TOKEN: CANARY }, "ada", "HUGGING_FACE_HUB_TOKEN"],
    [{ HF_TOKEN: "", HF_TOKEN_PATH: "$HOME_OF_TOKENS/reader" }, "bob", "reader"],
    [{ HF_HOME: "$HOME_OF_TOKENS/hf" }, "bob", "hf/token"],
    [{}, "bob", ".cache/huggingface/token"],
  ])("takes the token that %j means", async (env, name, place) => {
    const hub = await testHub();
    await mkdir(join(hub.home, ".cache", "huggingface"), { recursive: true });
    await mkdir(join(hub.cwd, "hf"));
    for (const file of ["reader", "hf/token", "home/.cache/huggingface/token"])
      await writeFile(join(hub.cwd, file), `${READER}\n`);
    const all = { HF_ENDPOINT: hub.server.url, HOME_OF_TOKENS: hub.cwd, ...env };
    const { data } = await hub.runJson(["whoami"], { env: all });
    expect(data.name).toBe(name);
    expect(data.token.from.endsWith(place)).toBe(true);
  });

  test("--hub local never sends a real token, and goes to its own port", async () => {
    const hub = await testHub();
    const asked: unknown[] = [];
    const before = globalThis.fetch;
    globalThis.fetch = (async (input: RequestInfo | URL, init?: RequestInit) => {
      asked.push([
        String(input instanceof Request ? input.url : input),
        new Headers(init?.headers).get("authorization"),
      ]);
      return Response.json({ type: "user", name: "local", orgs: [], auth: {} });
    }) as typeof fetch;
    try {
      const { data } = await hub.runJson(["whoami", "--hub", "local"]);
      expect(data.token.from).toBe("--hub local");
    } finally {
      globalThis.fetch = before;
    }
    expect(asked).toEqual([["http://127.0.0.1:8811/api/whoami-v2", "Bearer hf_local"]]);
  });

  test("--verbose says where it goes and whose token it uses; what comes over a bare connection is told", async () => {
    const hub = await testHub();
    expect((await hub.run(["whoami", "--verbose"])).stderr).toContain(`${hub.server.url}, token from HF_TOKEN\n`);
    const env = { HF_TOKEN: CANARY, TINY_CATS_HUB: "http://hub.invalid:1/?x" };
    const { code, stderr } = await hub.run(["whoami"], { env });
    expect(code).toBe(2);
    expect(stderr).toContain("the token goes to hub.invalid without encryption");
    expect(stderr).toContain("#invalid-endpoint");
  });

  test("without a token says how to get one; one that is broken is not sent", async () => {
    const hub = await testHub();
    const none = await hub.run(["whoami"], { env: { HF_ENDPOINT: hub.server.url } });
    expect(none).toMatchObject({ code: 1, stdout: "" });
    expect(none.stderr).toContain("#unauthorized");
    const broken = await hub.run(["whoami"], { env: { HF_ENDPOINT: hub.server.url, HF_TOKEN: "hf_ab cd" } });
    expect(broken.code).toBe(2);
    expect(broken.stderr).toContain("#invalid-token");
    expect(hub.server.requests).toEqual([]);
  });
});
