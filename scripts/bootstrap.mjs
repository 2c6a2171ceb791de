// Plain Node, no dependency: gets the right pnpm (and through it the right Node), installs, builds, and runs one task.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { clearReports, countTests } from "./count-tests.mjs";
import { findChromium } from "./find-chromium.mjs";
import { findRedis } from "./find-redis.mjs";
import { BUILD, CHECKS, lanes } from "./lanes.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const windows = process.platform === "win32";
const userFolder = process.env.INIT_CWD ?? process.cwd();

const tasks = {
  async start(args) {
    await turbo(["build", "--filter=@tiny-cats/cli", "--output-logs=errors-only"], { quiet: true });
    const given = args.length > 0 ? args : [relative(userFolder, join(root, "tooling", "fixtures", "chelsea.png"))];
    const cli = join(root, "apps", "cli", "dist", "main.js");
    return run(process.execPath, [cli, "demo", "--out", join(userFolder, "out"), ...given], { cwd: userFolder });
  },
  async web(args) {
    await turbo(["build", "--filter=@tiny-cats/web", "--filter=@tiny-cats/cli", "--output-logs=errors-only"], {
      quiet: true,
    });
    return run(process.execPath, [join(root, "apps", "cli", "dist", "main.js"), "web", ...args], { cwd: userFolder });
  },
  async test(args) {
    clearReports(root);
    const chromium = await findChromium();
    if (!chromium && process.env.CI)
      throw new Failure("no Chromium was found or could be installed, and CI never skips the browser's tests");
    const redis = findRedis();
    if (!redis && process.env.CI && process.platform === "linux")
      throw new Failure("no redis-server was found or could be installed, and CI never skips the tests that need one");
    const code = await check(args, { chromium });
    if (!chromium)
      process.stdout.write("The browser's tests were skipped: no Chromium. Set CHROMIUM_PATH, or install chromium.\n");
    if (!redis) process.stdout.write("The tests of several servers were skipped: no redis-server. Install Redis.\n");
    return countTests(root, { code });
  },
  async "test:long"(args) {
    clearReports(root);
    const chromium = await findChromium();
    findRedis();
    const code = await turbo(["test:long", "--continue=dependencies-successful", ...args], {
      env: { CHROMIUM_PATH: chromium ?? "" },
      allowFailure: true,
    });
    return countTests(root, { code });
  },
};

class Failure extends Error {}

let interrupted = false;

/** A child gets the terminal's Ctrl-C itself; waiting for it lets it clean up and choose the exit code. */
function onInterrupt() {
  interrupted = true;
}

/** Runs a command to its end. Quiet output is kept back and shown only when the command fails. */
function run(command, args, { cwd = root, env = {}, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
      shell: windows,
    });
    const held = [];
    child.stdout?.on("data", (chunk) => held.push(chunk));
    child.stderr?.on("data", (chunk) => held.push(chunk));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (quiet && code !== 0) process.stderr.write(Buffer.concat(held));
      resolve(signal ? 130 : code);
    });
    if (process.listenerCount("SIGINT") === 0) process.on("SIGINT", onInterrupt);
  });
}

async function must(what, ...call) {
  const code = await run(...call);
  if (code === 130) process.exit(130);
  if (code !== 0) throw new Failure(`${what} failed (exit ${code})`);
}

/** The pnpm named in package.json, kept in .tools so that nothing is installed globally. */
async function pnpmPath() {
  const version = manifest.packageManager.split("@").pop();
  const home = join(root, ".tools", `pnpm-${version}`);
  const binary = join(home, "node_modules", ".bin", windows ? "pnpm.cmd" : "pnpm");
  const complete = join(home, "complete");
  if (!existsSync(complete)) {
    say(`Getting pnpm ${version} ...`);
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, "package.json"), "{}\n");
    await must("installing pnpm", "npm", ["install", "--prefix", home, "--no-audit", "--no-fund", `pnpm@${version}`], {
      cwd: home,
      quiet: true,
    });
    writeFileSync(complete, "");
  }
  return binary;
}

async function install(pnpm) {
  if (!existsSync(join(root, "node_modules", ".modules.yaml"))) say("Installing the project's packages ...");
  await must("pnpm install", pnpm, ["install", "--frozen-lockfile"], { quiet: true });
}

async function turbo(args, { env = {}, quiet = false, allowFailure = false } = {}) {
  const bin = join(root, "node_modules", ".bin");
  const environment = {
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    TURBO_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
    ...env,
  };
  const call = [join(bin, "turbo"), ["run", ...args], { env: environment, quiet }];
  if (allowFailure) return run(...call);
  say("Building ...");
  await must("the build", ...call);
  return 0;
}

/** Every check, or what arguments for turbo choose of them; the code of the first that failed. */
async function check(args, { chromium }) {
  const perform = (...words) =>
    turbo([...words, "--continue=dependencies-successful"], {
      env: { CHROMIUM_PATH: chromium ?? "" },
      allowFailure: true,
    });
  if (args.length > 0) return perform(...BUILD, ...CHECKS, ...(chromium ? ["test:e2e"] : []), ...args);
  const built = await perform(...BUILD);
  const codes = await Promise.all(
    lanes({ browser: Boolean(chromium) }).map(async (runs) => {
      let code = 0;
      // Where all is built, none looks at it again; else turbo leaves out what rests on what could not be built.
      for (const words of runs) {
        if (interrupted) return code || 130;
        code = (await perform(...words, "--concurrency=1", ...(built === 0 ? ["--only"] : []))) || code;
      }
      return code;
    }),
  );
  return [built, ...codes].find((code) => code !== 0) ?? 0;
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

async function main([name, ...args]) {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Failure(`Node ${process.versions.node} is too old: install Node 20.19 or newer from https://nodejs.org`);
  }
  const task = tasks[name];
  if (!task) throw new Failure(`unknown task ${name}: use one of ${Object.keys(tasks).join(", ")}`);
  const pnpm = await pnpmPath();
  process.env.PATH = `${dirname(pnpm)}${delimiter}${process.env.PATH}`;
  await install(pnpm);
  return task(args);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.stderr.write(`${error instanceof Failure ? error.message : (error.stack ?? error)}\n`);
    process.exitCode = 1;
  },
);
