// Uploads and downloads as whole processes, ours and the hf command's, against the emulator in a process of its own.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { contestantFile } from "./contestant-file.ts";
import { median } from "./median.ts";
import { provenance } from "./provenance.ts";
import { python } from "./python.ts";
import { rotated } from "./rotated.ts";
import { type Measured, runMeasured } from "./run-measured.ts";
import { table } from "./table.ts";
import { verdict } from "./verdict.ts";

const ROUNDS = 5;
const MIB = 1 << 20;
const cli = join(import.meta.dirname, "..", "..", "..", "apps", "cli", "dist", "main.js");
const hf = join(dirname(python), "hf");

interface Client {
  name: string;
  upload(folder: string, repo: string): string[];
  download(repo: string): string[];
}

const clients: Client[] = [
  {
    name: "tiny-cats",
    upload: (folder, repo) => [process.execPath, cli, "upload", folder, "--repo", repo, "--yes", "--quiet"],
    download: (repo) => [process.execPath, cli, "download", repo, "--quiet"],
  },
  {
    name: "hf",
    upload: (folder, repo) => [hf, "upload", repo, folder, ".", "--quiet"],
    download: (repo) => [hf, "download", repo, "--quiet"],
  },
];

/** Fills a folder with `count` files of random bytes. */
async function fill(folder: string, count: number, size: number): Promise<string> {
  const block = randomBytes(Math.min(size, MIB));
  for (let i = 0; i < count; i++) {
    const place = join(folder, `part-${Math.floor(i / 100)}`);
    await mkdir(place, { recursive: true });
    await using file = await open(join(place, `${i}.bin`), "w");
    for (let at = 0; at < size; at += block.length) {
      block.writeUInt32LE(i, 0);
      block.writeUInt32LE(at, 4);
      await file.write(block);
    }
  }
  return folder;
}

/** The emulator with a folder of its own. */
async function startServer(folder: string) {
  const child = spawn(process.execPath, [contestantFile("hub-server.ts"), folder], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const { value: url } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  return {
    url: url as string,
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await ended;
    },
  };
}

if (!existsSync(hf)) {
  console.log("Skipped: there is no hf beside the Python named by TINY_CATS_PYTHON.");
  process.exit(0);
}
const root = await mkdtemp(join(tmpdir(), "tiny-cats-bench-"));
const results = new Map<string, Measured[]>();
try {
  const loads = {
    "1 GiB in 4 files": await fill(join(root, "large"), 4, 256 * MIB),
    "2,000 files of 4 kB": await fill(join(root, "small"), 2000, 4096),
  };
  for (let round = -1; round < ROUNDS; round++) {
    for (const [load, folder] of Object.entries(loads)) {
      for (const { name, upload, download } of rotated(clients, round + 1)) {
        const place = join(root, "round");
        await mkdir(join(place, "home"), { recursive: true });
        {
          await using server = await startServer(join(place, "hub"));
          // To the peer's advantage: it looks for no update and reports to nobody. Xet is what the emulator does not speak.
          const env = {
            ...process.env,
            HF_ENDPOINT: server.url,
            HF_TOKEN: "hf_local",
            HF_HOME: join(place, "home"),
            HF_HUB_DISABLE_XET: "1",
            HF_HUB_DISABLE_UPDATE_CHECK: "1",
            HF_HUB_DISABLE_TELEMETRY: "1",
          };
          const up = await runMeasured(upload(folder, "local/load"), env);
          const down = await runMeasured(download("local/load"), env);
          if (round >= 0) {
            for (const [way, measured] of [
              ["up", up],
              ["down", down],
            ] as const) {
              const key = [load, way, name].join();
              results.set(key, [...(results.get(key) ?? []), measured]);
            }
          }
        }
        await rm(place, { recursive: true, force: true });
      }
    }
  }
  console.log(`## Uploads and downloads, median of ${ROUNDS} runs by turns\n`);
  console.log(`${provenance()}; \`pnpm --filter @tiny-cats/benches hub\`\n`);
  const cases = Object.keys(loads).flatMap((load) => ["up", "down"].map((way) => [load, way] as const));
  const of = (load: string, way: string, name: string) => results.get([load, way, name].join())!;
  const seconds = (all: Measured[]) => all.map((one) => one.seconds);
  console.log(
    table(
      ["load", "", "", "median", "fastest to slowest", "peak memory"],
      cases.flatMap(([load, way]) =>
        clients.map(({ name }) => {
          const all = of(load, way, name);
          const times = seconds(all);
          const peaks = all.map(({ peak }) => peak ?? Number.NaN);
          const span = `${Math.min(...times).toFixed(2)} to ${Math.max(...times).toFixed(2)} s`;
          return [load, way, name, `${median(times).toFixed(2)} s`, span, `${Math.round(Math.max(...peaks) / 1e6)} MB`];
        }),
      ),
    ),
  );
  console.log();
  for (const [load, way] of cases) {
    const ratio = median(seconds(of(load, way, "hf"))) / median(seconds(of(load, way, "tiny-cats")));
    console.log(`- ${verdict(`hf / tiny-cats, ${load}, ${way}`, ratio, 1)}`);
  }
} finally {
  await rm(root, { recursive: true, force: true });
}
