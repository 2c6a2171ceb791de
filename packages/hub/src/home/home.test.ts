import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { defaultCache } from "./default-cache.ts";
import { findToken, tokenFile } from "./find-token.ts";

const home = join("/", "home", "cat");
const under = (...parts: string[]) => join(home, ...parts);

test("the cache is where Python's clients have it", () => {
  const cache = (env: Record<string, string>) => defaultCache({ env, home });
  expect(cache({})).toBe(under(".cache", "huggingface", "hub"));
  expect(cache({ XDG_CACHE_HOME: "/xdg" })).toBe(join("/xdg", "huggingface", "hub"));
  expect(cache({ XDG_CACHE_HOME: "/xdg", HF_HOME: "~/hf" })).toBe(under("hf", "hub"));
  expect(cache({ HF_HOME: "/hf", HUGGINGFACE_HUB_CACHE: "/old" })).toBe("/old");
  expect(cache({ HUGGINGFACE_HUB_CACHE: "/old", HF_HUB_CACHE: "$" + "{BASE}/new/$NONE", BASE: "/base" })).toBe(
    "/base/new/$NONE",
  );
});

test("a token is the one given, else HF_TOKEN, else the file's, trimmed", async () => {
  const folder = temporaryFolder();
  const env = { HF_HOME: folder };
  expect(await findToken({ env, home })).toBeUndefined();
  writeFileSync(join(folder, "token"), "hf_file\n");
  writeFileSync(join(folder, "other"), "hf_other");
  expect(await findToken({ env, home })).toEqual({ token: "hf_file", from: "file" });
  expect(await findToken({ env: { ...env, HF_TOKEN_PATH: join(folder, "other") }, home })).toMatchObject({
    token: "hf_other",
  });
  expect(await findToken({ env: { ...env, HF_TOKEN: " hf_env " }, home })).toEqual({
    token: "hf_env",
    from: "HF_TOKEN",
  });
  expect(await findToken({ env: { ...env, HF_TOKEN: "hf_env" }, home, token: "hf_given" })).toEqual({
    token: "hf_given",
    from: "given",
  });
  expect(await findToken({ env: { ...env, HF_TOKEN: "" }, home, token: " " })).toMatchObject({ from: "file" });
  expect(tokenFile({ env: {}, home })).toBe(under(".cache", "huggingface", "token"));
});

test("what is no token is refused, without showing it", async () => {
  const folder = temporaryFolder();
  const env = { HF_HOME: folder };
  for (const token of ["hf_a\nhf_b", "hf a", "hf_\u00e4"]) {
    const error = await errorOf(() => findToken({ env, home, token }));
    expect(error).toMatchObject({ code: "invalid-token" });
    expect(JSON.stringify(error) + error.message).not.toContain("hf_");
  }
  writeFileSync(join(folder, "token"), "x".repeat(20_000));
  await expect(findToken({ env, home })).rejects.toMatchObject({ code: "file-too-large" });
  mkdirSync(join(folder, "folder"));
  await expect(findToken({ env: { HF_TOKEN_PATH: join(folder, "folder") }, home })).rejects.toMatchObject({
    code: "not-a-file",
  });
});
