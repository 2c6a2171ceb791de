import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, inject, test } from "vitest";
import { added } from "./dry-release.ts";
import { published, readPackageJson, root } from "./published.ts";
import { readChangesets } from "./read-changesets.ts";

const run = promisify(execFile);
const release = inject("release");
const changesets = [...readChangesets(root), { bumps: { [added.name]: added.bump }, text: added.text }];
const sizes = ["patch", "minor", "major"];

/** A version moved on: a semantic version by hand, so that the tool is not held against itself. */
function moved(version: string, bump: string): string {
  const numbers = version.split(".").map(Number);
  const place = 2 - sizes.indexOf(bump);
  return numbers.map((number, i) => (i < place ? number : i === place ? number + 1 : 0)).join(".");
}

/** The versions a package may have after a release: what its changesets say, or a patch where only a dependency moved. */
function allowed(name: string, version: string): string[] {
  const asked = changesets.flatMap(({ bumps }) => bumps[name] ?? []).map((bump) => sizes.indexOf(bump));
  return asked.length > 0 ? [moved(version, sizes[Math.max(...asked)])] : [version, moved(version, "patch")];
}

describe.each(published)("a dry release of %s", (folder) => {
  const before = readPackageJson(join(root, folder));
  const { name } = before;
  const installed = join(inject("app"), "node_modules", name);

  test("publishes the version its changesets say", async () => {
    const response = await fetch(`${inject("registry")}${name.replace("/", "%2f")}`);
    const { versions, "dist-tags": tags } = (await response.json()) as Record<string, Record<string, unknown>>;
    expect(Object.keys(versions)).toEqual([readPackageJson(installed).version]);
    expect(allowed(name, before.version)).toContain(tags.latest);
  });

  test("leaves no range that only this repository understands", () => {
    const text = readFileSync(join(installed, "package.json"), "utf8");
    expect(text).not.toMatch(/"(workspace|catalog):/);
    const { dependencies = {} } = readPackageJson(installed);
    const own = Object.keys(before.dependencies ?? {}).filter((dependency) => dependency.startsWith("@tiny-cats/"));
    for (const dependency of own) {
      const { version } = readPackageJson(join(inject("app"), "node_modules", dependency));
      expect(dependencies[dependency]).toBe(`^${version}`);
    }
  });

  test("writes a changelog with the text of each changeset, under its version", () => {
    const { version } = readPackageJson(join(release, folder));
    if (version === before.version) return expect(allowed(name, version)).toContain(version);
    const changelog = readFileSync(join(release, folder, "CHANGELOG.md"), "utf8");
    expect(changelog.split("\n")[0]).toBe(`# ${name}`);
    const [, newest] = changelog.split(/^## /m);
    expect(newest.split("\n")[0]).toBe(version);
    for (const { bumps, text } of changesets) {
      if (!(name in bumps)) continue;
      const [, section] = newest.split(new RegExp(`^### ${bumps[name]} changes$`, "im"));
      expect(section).toContain(`: ${text.split("\n")[0]}\n`);
    }
  });

  test("carries the licence, and nothing that a test run left behind", () => {
    expect(existsSync(join(installed, "LICENSE"))).toBe(true);
    const files = readdirSync(installed, { recursive: true, encoding: "utf8" });
    expect(files.filter((path) => /\.(test|long)\.|coverage|unit\.json|\.tsbuildinfo$/.test(path))).toEqual([]);
  });
});

test("a dry release uses its changesets up, and tags what it published", async () => {
  expect(readChangesets(release)).toEqual([]);
  const { stdout } = await run("git", ["tag"], { cwd: release });
  const tags = published.map((folder) => readPackageJson(join(release, folder))).map((p) => `${p.name}@${p.version}`);
  expect(stdout.trim().split("\n").sort()).toEqual(tags.sort());
});

test("the installed CLI gives its published version", async () => {
  const cli = join(inject("app"), "node_modules", "@tiny-cats", "cli");
  const { stdout } = await run(process.execPath, [join(cli, "dist", "main.js"), "--version"]);
  expect(stdout.trim()).toBe(readPackageJson(cli).version);
});
