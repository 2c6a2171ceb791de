import { describe, expect, test } from "vitest";
import { READER } from "../../testing/test-hub.ts";
import { withUpload } from "../../testing/with-upload.ts";

const ARGV = ["upload", "model", "--repo", "ada/cats"];

describe("refusals come before anything is hashed or sent", () => {
  test.each([
    [{}, "unauthorized", "this needs a token"],
    [{ HF_TOKEN: READER }, "forbidden", "has the role read"],
    [{ HF_TOKEN: "hf_unknownUnknownUnknown0123" }, "unauthorized", "the token is not accepted"],
  ])("%j: %s", async (token, code, message) => {
    const hub = await withUpload();
    const result = await hub.run(ARGV, { env: { HF_ENDPOINT: hub.server.url, ...token } });
    expect(result.code).toBe(1);
    expect(result.stdout).toBe("");
    expect(result.stderr).toContain(message);
    expect(result.stderr).toContain(`#${code}`);
    expect(result.stderr).not.toContain("Hashing");
    expect(hub.server.requests.every(({ path }) => path.startsWith("/api/whoami"))).toBe(true);
  });

  test.each([
    [["upload", "model"], "missing-argument"],
    [[...ARGV, "--pr", "--tag", "v1"], "conflicting-options"],
    [["upload", "model", "--repo", "cats"], "invalid-repo"],
    [["upload", "model", "--repo", "datasets/ada/cats", "--type", "space"], "conflicting-options"],
    [[...ARGV, "--revision", "0".repeat(40)], "invalid-revision"],
    [[...ARGV, "--hub", "nowhere"], "invalid-endpoint"],
  ])("%j ends with 2: %s", async (argv, code) => {
    const hub = await withUpload();
    const result = await hub.run(argv);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(`#${code}`);
    expect(hub.server.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("a namespace that is not the token's", async () => {
    const hub = await withUpload();
    const { code, stderr } = await hub.run(["upload", "model", "--repo", "bob/cats"]);
    expect(code).toBe(1);
    expect(stderr).toContain("#forbidden");
  });

  test("offline", async () => {
    const hub = await withUpload();
    const { code, stderr } = await hub.run(ARGV, { env: { ...hub.env, HF_HUB_OFFLINE: "1" } });
    expect(code).toBe(2);
    expect(stderr).toContain("#hub-offline");
    expect(hub.server.requests).toEqual([]);
  });
});
