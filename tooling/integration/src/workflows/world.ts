import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { temporaryFolder } from "../../../testing/temporary-folder.ts";
import type { Step } from "./run-steps.ts";

export const ROOT = join(import.meta.dirname, "..", "..", "..", "..");

/** A workflow or an action as it stands in the repository. */
export function readYaml(file: string) {
  return parse(readFileSync(join(ROOT, file), "utf8"));
}

/** What a command was called with. */
export interface Call {
  program: string;
  args: string[];
  /** Whether it had a token. */
  token: boolean;
}

/** Notes how it was called; as tiny-cats publish it leaves the report that the real one leaves. */
const RECORDER = `#!/usr/bin/env node
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
const args = process.argv.slice(2);
const program = basename(process.argv[1], ".js");
appendFileSync(process.env.CALLS, JSON.stringify({ program, args, token: Boolean(process.env.HF_TOKEN) }) + "\\n");
const after = (name) => args[args.indexOf(name) + 1];
if (args[0] === "publish" && process.env.PUBLISH_FAILS) process.exit(1);
if (args[0] === "publish" && args.includes("--report-dir") && !args.includes("--dry-run")) {
  mkdirSync(after("--report-dir"), { recursive: true });
  const report = { url: "https://example.org/me/cats", commit: "a".repeat(40), ...(args.includes("--no-tag") ? {} : { tag: "v1" }) };
  writeFileSync(join(after("--report-dir"), "publish-report.json"), JSON.stringify(report));
}
if (args[0] === "download") {
  mkdirSync(after("--dir"), { recursive: true });
  writeFileSync(join(after("--dir"), "README.md"), "# A card");
}
if (program === "gh") process.stdout.write(process.env.GH_RUNS ?? "[]");
`;

/** npx gets nothing from a registry: pnpm is noted alone, our command is the one that was built. */
const NPX = `#!/usr/bin/env bash
"$SHIMS/recorder" "npx" "$@"
case "$2" in @tiny-cats/cli@*) shift 2; exec node "$MAIN" "$@" ;; esac
`;

const NOTE = `#!/usr/bin/env node
import { appendFileSync } from "node:fs";
const [program, ...args] = process.argv.slice(2);
appendFileSync(process.env.CALLS, JSON.stringify({ program, args, token: Boolean(process.env.HF_TOKEN) }) + "\\n");
`;

/** A checked-out repository in a temporary folder, with the built command or one that only notes its calls. */
export function world({ cli = "recorder" as "recorder" | "built", env = {} as Record<string, string> } = {}) {
  const root = temporaryFolder();
  const [workspace, temp, shims] = ["workspace", "temp", "shims"].map((name) => join(root, name));
  const calls = join(root, "calls");
  const main = join(workspace, "apps", "cli", "dist", "main.js");
  for (const folder of [dirname(main), temp, shims, join(root, "home")]) mkdirSync(folder, { recursive: true });
  const script = (path: string, text: string) => writeFileSync(path, text, { mode: 0o755 });
  writeFileSync(join(root, "package.json"), '{ "type": "module" }');
  writeFileSync(calls, "");
  if (cli === "built") symlinkSync(join(ROOT, "apps", "cli", "dist", "main.js"), main);
  else script(main, RECORDER);
  script(join(shims, "npx"), NPX);
  script(join(shims, "recorder"), NOTE);
  script(join(shims, "gh"), RECORDER);
  return {
    root,
    workspace,
    temp,
    env: {
      PATH: [shims, dirname(process.execPath), process.env.PATH].join(":"),
      HOME: join(root, "home"),
      CI: "true",
      CALLS: calls,
      SHIMS: shims,
      MAIN: main,
      GITHUB_RUN_NUMBER: "7",
      ...env,
    },
    calls: (): Call[] =>
      readFileSync(calls, "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    /** Every file that is there, below the root. */
    files: () => readdirSync(root, { recursive: true }).map(String),
    text: (path: string) => readFileSync(join(root, path), "utf8"),
    isFile: (path: string) => statSync(join(root, path)).isFile(),
  };
}

export type World = ReturnType<typeof world>;

/** Those steps that have a script. */
export function scriptsOf(steps: readonly Step[]): Step[] {
  return steps.filter(({ run }) => run !== undefined);
}

/** Inputs that would do something if a shell read them; each would leave a file called x. */
export const HOSTILE = [
  "$(touch x)",
  "`touch x`",
  '"; touch x; echo "',
  "'; touch x; echo '",
  "me/cats\ntouch x",
  "me/cats$IFS$(touch$IFS-x)",
  "--hub=http://127.0.0.1:9",
  "$(touch x)/cats",
  "me/cats && touch x",
  "../../etc",
  "x".repeat(5000),
  "\u0007touch x",
];
