import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { configurableOptions } from "../commands/index.ts";
import { fakeIo } from "../testing/fake-io.ts";
import { defaultConfigPath, readConfig } from "./config.ts";

const specs = configurableOptions();

test("the default place follows XDG_CONFIG_HOME when that is absolute", () => {
  expect(defaultConfigPath({ env: {}, home: "/home/a" })).toBe(join("/home/a", ".config", "tiny-cats", "config.json"));
  expect(defaultConfigPath({ env: { XDG_CONFIG_HOME: "/etc/b" }, home: "/home/a" })).toBe(
    join("/etc/b", "tiny-cats", "config.json"),
  );
  expect(defaultConfigPath({ env: { XDG_CONFIG_HOME: "b" }, home: "/home/a" })).toBe(
    join("/home/a", ".config", "tiny-cats", "config.json"),
  );
});

test("the file in the default place counts, and need not be there", async () => {
  const home = temporaryFolder();
  expect(await readConfig(undefined, specs, fakeIo({ home }))).toBeUndefined();
  const folder = join(home, ".config", "tiny-cats");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "config.json"), '{ "top-k": 2 }');
  expect(await readConfig(undefined, specs, fakeIo({ home }))).toEqual({
    path: join(folder, "config.json"),
    values: { "top-k": 2 },
  });
});

test("a file that is named must be there and readable; its path starts at the current folder", async () => {
  const cwd = temporaryFolder();
  await writeFile(join(cwd, "mine.json"), "{}");
  expect(await readConfig("mine.json", specs, fakeIo({ cwd }))).toEqual({ path: join(cwd, "mine.json"), values: {} });
  await expect(readConfig("other.json", specs, fakeIo({ cwd }))).rejects.toMatchObject({
    code: "config-not-found",
    value: join(cwd, "other.json"),
  });
  await expect(readConfig(".", specs, fakeIo({ cwd }))).rejects.toMatchObject({ code: "invalid-config", value: cwd });
});
