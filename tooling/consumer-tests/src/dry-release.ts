import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { devNull } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { published, readPackageJson, root } from "./published.ts";

const run = promisify(execFile);
const changesets = join(root, "node_modules", "@changesets");
// Whoever runs this may have no name for git, or may sign, or have hooks.
const identity = {
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "A dry release",
  GIT_AUTHOR_EMAIL: "nobody@example.invalid",
  GIT_COMMITTER_NAME: "A dry release",
  GIT_COMMITTER_EMAIL: "nobody@example.invalid",
};

/** The changeset that a dry release adds, so that there is always something to release. */
export const added = {
  name: "@tiny-cats/files",
  bump: "patch",
  text: "Hold the dry release to what a changeset says.",
};

/** Copies what git would keep of the working tree, and what was built. */
async function copyRepository(copy: string): Promise<void> {
  const listing = ["ls-files", "--cached", "--others", "--exclude-standard", "-z", "--deduplicate"];
  const wanted = [".changeset", "LICENSE", "package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", ...published];
  const { stdout } = await run("git", [...listing, "--", ...wanted], { cwd: root, maxBuffer: 2 ** 26 });
  const paths = stdout.split("\0").filter((path) => path !== "" && existsSync(join(root, path)));
  for (const path of paths) cpSync(join(root, path), join(copy, path));
  for (const folder of published) cpSync(join(root, folder, "dist"), join(copy, folder, "dist"), { recursive: true });
}

/** What an install would link: pnpm reads there which version a workspace: range stands for. */
function linkPackages(copy: string): void {
  mkdirSync(join(copy, "node_modules"));
  symlinkSync(changesets, join(copy, "node_modules", "@changesets"), "junction");
  for (const folder of published) {
    const { dependencies = {} } = readPackageJson(join(copy, folder));
    for (const target of published) {
      const { name } = readPackageJson(join(copy, target));
      if (!(name in dependencies)) continue;
      const link = join(copy, folder, "node_modules", name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(copy, target), link, "junction");
    }
  }
}

/** Changelogs name the commit that brought a changeset, so there has to be one. */
async function commitChangesets(copy: string): Promise<void> {
  writeFileSync(
    join(copy, ".changeset", "dry-release.md"),
    `---\n"${added.name}": ${added.bump}\n---\n\n${added.text}\n`,
  );
  const options = { cwd: copy, env: { ...process.env, ...identity } };
  await run("git", ["init", "--quiet", "--initial-branch=main"], options);
  await run("git", ["add", ".changeset"], options);
  await run("git", ["commit", "--quiet", "--message=Changesets"], options);
}

/** Does in a copy of the repository what a release does: sets versions, writes changelogs, publishes to the registry. */
export async function dryRelease(copy: string, registry: string): Promise<void> {
  await copyRepository(copy);
  linkPackages(copy);
  await commitChangesets(copy);
  const pnpm = process.env.npm_execpath;
  const host = registry.replace("http:", "");
  const env = {
    ...process.env,
    ...identity,
    PATH: [...(pnpm ? [dirname(pnpm)] : []), process.env.PATH].join(delimiter),
    "npm_config_@tiny-cats:registry": registry,
    [`npm_config_${host}:_authToken`]: "anything",
  };
  // pnpm reads the token here, npm in the environment: a package's folder is a project of its own to it.
  writeFileSync(join(copy, ".npmrc"), `@tiny-cats:registry=${registry}\n${host}:_authToken=anything\n`);
  for (const step of ["version", "publish"])
    await run(process.execPath, [join(changesets, "cli", "bin.js"), step], { cwd: copy, env });
}
