import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../tooling/testing/temporary-folder.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const examples = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code);

/** What an example of the README prints, this package being its source. */
function run(place: number): string {
  const folder = temporaryFolder();
  const script = examples[place].replace(/"(@tiny-cats\/[\w/-]+)"/g, (_, name: string) => {
    const own = { "@tiny-cats/eval": "./index.ts", "@tiny-cats/eval/node": "./node/index.ts" }[name];
    return JSON.stringify(own ? new URL(own, import.meta.url).href : import.meta.resolve(name));
  });
  writeFileSync(join(folder, "example.mjs"), script);
  const { stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", "example.mjs"], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stdout;
}

test("the README's examples run", () => {
  expect(examples).toHaveLength(2);
  expect(run(0)).toBe("0.667 1 0\n2.000000 [ 4, 4 ] 2\n");
  expect(run(1)).toBe("3 0.95 Bengal/4.png not-a-picture\n");
});
