import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { BUILD, CHECKS, lanes } from "../../../scripts/lanes.mjs";

const root = join(import.meta.dirname, "..", "..", "..");
const packages = ["packages", "apps", "tooling"]
  .flatMap((group) => readdirSync(join(root, group)).map((name) => join(root, group, name, "package.json")))
  .filter((path) => existsSync(path))
  .map((path) => ({ folder: dirname(path), ...JSON.parse(readFileSync(path, "utf8")) }));

/** The tasks that turbo does when it is told this, as "@tiny-cats/core#test". */
function chosen(words: string[]): string[] {
  const filters = words.filter((word) => word.startsWith("--filter=")).map((word) => word.slice("--filter=".length));
  const wanted = filters.filter((filter) => !filter.startsWith("!"));
  return words
    .filter((word) => !word.startsWith("--"))
    .flatMap((task) => {
      const within = packages
        .filter(({ name }) => wanted.length === 0 || wanted.includes(name))
        .filter(({ name, scripts = {} }) => !filters.includes(`!${name}`) && task in scripts);
      return task.includes("#") ? [task] : within.map(({ name }) => `${name}#${task}`);
    })
    .sort();
}

const all = (task: string) => chosen([task]);
const done = (browser: boolean) =>
  chosen([...BUILD])
    .concat(lanes({ browser }).flat().flatMap(chosen))
    .sort();

test("npm test does each package's every check once, and types in two programs", () => {
  expect(all("test").length).toBeGreaterThan(15);
  expect(all("test:e2e").length).toBeGreaterThan(3);
  const tasks = [
    ...BUILD,
    ...CHECKS.filter((task) => task !== "types"),
    "test:e2e",
    "//#types",
    "@tiny-cats/web#types",
  ];
  expect(done(true)).toEqual(chosen(tasks));
  expect(done(true)).toEqual([...new Set(done(true))]);
});

test("where there is no browser, all but its tests", () => {
  expect(done(false)).toEqual(done(true).filter((task) => !task.endsWith("#test:e2e")));
});

test("the program of all types has what the packages' own have", () => {
  const read = (path: string) => JSON.parse(readFileSync(path, "utf8")) as { include: string[] };
  const program = read(join(root, "configs", "tsconfig.all.json")).include;
  for (const { folder, name } of packages.filter((one) => "types" in one.scripts && one.name !== "@tiny-cats/web")) {
    const [group, own] = folder.split(/[/\\]/).slice(-2);
    for (const part of read(join(folder, "tsconfig.json")).include) {
      if (part !== "*.ts" && !existsSync(join(folder, part))) continue;
      const places = [`../${group}/*/${part}`, `../${group}/${own}/${part}`];
      expect(
        program.filter((place) => places.includes(place)),
        `${part} of ${name}`,
      ).toHaveLength(1);
    }
  }
});
