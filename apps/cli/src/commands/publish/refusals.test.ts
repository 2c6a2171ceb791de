import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { READER, testHub } from "../../testing/test-hub.ts";

const ARGV = ["publish", "--repo", "ada/cats", "--only", "classifier", "--yes"];

describe("refusals come before any work is done", () => {
  test.each([
    [{}, "unauthorized", "this needs a token", "tiny-cats login"],
    [{ HF_TOKEN: READER }, "forbidden", "has the role read", "write"],
    [{ HF_TOKEN: "hf_unknownUnknownUnknown0123" }, "unauthorized", "the token is not accepted", "token"],
  ])("%j: %s", async (token, code, message, remedy) => {
    const hub = await testHub();
    const result = await hub.run(ARGV, { env: { HF_ENDPOINT: hub.server.url, ...token } });
    expect([result.code, result.stdout]).toEqual([1, ""]);
    expect(result.stderr).toContain(message);
    expect(result.stderr).toContain(remedy);
    expect(result.stderr).toContain(`#${code}`);
    expect(result.stderr).not.toContain("2/12");
    expect(hub.server.requests.every(({ path }) => path.startsWith("/api/whoami"))).toBe(true);
  });

  test("offline", async () => {
    const hub = await testHub();
    const { code, stderr } = await hub.run(ARGV, { env: { ...hub.env, HF_HUB_OFFLINE: "1" } });
    expect(code).toBe(2);
    expect(stderr).toContain("#hub-offline");
    expect(hub.server.requests).toEqual([]);
  });

  test.each([
    [["publish"], "missing-argument", "--repo owner/name"],
    [[...ARGV, "--tag", "v1", "--no-tag"], "conflicting-options", "--tag and --no-tag"],
    [[...ARGV, "--tag", "v1", "--pr"], "conflicting-options", "--tag and --pr"],
    [["publish", "--repo", "cats"], "invalid-repo", "owner/name"],
    [["publish", "--repo", "ada/cats", "--only", "classifier,dogs"], "invalid-option-value", '--only names "dogs"'],
    [["publish", "--repo", "ada/cats", "--skip", "gan"], "invalid-option-value", '--skip names "gan"'],
    [["publish", "--repo", "ada/cats", "--no-tag", "--tag", "v1"], "conflicting-options", "--tag and --no-tag"],
    [["publish", "set", "--repo", "ada/cats", "--dataset", "set"], "conflicting-options", "--dataset"],
    [["publish", "--repo", "ada/cats", "--dataset", "set", "--data", "set"], "conflicting-options", "--data, which"],
    [
      ["publish", "--repo", "ada/cats", "--dataset", "set", "--tag", "v1", "--pr"],
      "conflicting-options",
      "--tag and --pr",
    ],
    [[...ARGV, "--layout", "flat"], "invalid-option-value", "flat"],
  ])("%j ends with 2: %s", async (argv, code, message) => {
    const hub = await testHub();
    const result = await hub.run(argv);
    expect([result.code, result.stdout]).toEqual([2, ""]);
    expect(result.stderr).toContain(message);
    expect(result.stderr).toContain(`#${code}`);
    expect(hub.server.requests).toEqual([]);
  });

  test.each([
    [["--data", "none"], "input-not-found"],
    [["--thresholds", "none.json"], "file-not-found"],
  ])("%j: %s", async (more, code) => {
    const hub = await testHub();
    const result = await hub.run([...ARGV, ...more]);
    expect([result.code, result.stdout]).toEqual([1, ""]);
    expect(result.stderr).toContain(`#${code}`);
    expect(result.stderr).not.toContain("2/12");
  });

  test("a folder without models, with what was looked at", async () => {
    const hub = await testHub();
    mkdirSync(join(hub.cwd, "empty"));
    const { code, stderr } = await hub.run(["publish", "empty", "--repo", "ada/cats", "--yes"]);
    expect(code).toBe(1);
    expect(stderr).toContain("#nothing-to-publish");
    expect(existsSync(join(hub.cwd, ".cache", "tiny-cats", "publish", "ada--cats", "tree"))).toBe(false);
  });
});
