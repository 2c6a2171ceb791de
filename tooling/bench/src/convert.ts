// A checkpoint to safetensors and to ONNX as whole processes, ours and PyTorch's, with the largest memory of each.
import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tinyDit } from "@tiny-cats/architectures";
import { contestantFile } from "./contestant-file.ts";
import { makeCheckpoint } from "./make-checkpoint.ts";
import { median } from "./median.ts";
import { provenance } from "./provenance.ts";
import { python, pythonHas } from "./python.ts";
import { rotated } from "./rotated.ts";
import { type Measured, runMeasured } from "./run-measured.ts";
import { table } from "./table.ts";
import { velocityOf } from "./velocity-of.ts";
import { verdict } from "./verdict.ts";
import { weightsDigest } from "./weights-digest.ts";

const ROUNDS = 5;
const SPEED_GOAL = 2;
const MEMORY_GOAL = 1.5;
const TOLERANCE = 1e-4;
const cli = join(import.meta.dirname, "..", "..", "..", "apps", "cli", "dist", "main.js");

interface Contestant {
  target: "safetensors" | "onnx";
  name: string;
  command(checkpoint: string, folder: string): string[];
}

function ours(target: Contestant["target"]): Contestant[] {
  const file = `model.${target}`;
  const bare = contestantFile("convert-ours.ts");
  return [
    {
      target,
      name: "`tiny-cats convert`",
      command: (checkpoint, folder) => [process.execPath, cli, "convert", checkpoint, "--out", folder, "--to", target],
    },
    {
      target,
      name: "the packages alone",
      command: (checkpoint, folder) => [process.execPath, bare, target, checkpoint, join(folder, file)],
    },
  ];
}

function torch(target: Contestant["target"], name: string, kind: string): Contestant {
  const command = (checkpoint: string, folder: string) => {
    return [python, "-B", contestantFile("convert-torch.py"), kind, checkpoint, join(folder, `model.${target}`)];
  };
  return { target, name, command };
}

/** The one file of this ending that a contestant wrote, wherever in its folder. */
async function written(folder: string, target: string): Promise<string> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(`.${target}`));
  if (names.length !== 1) throw new Error(`${folder} holds ${names.length} files that end in .${target}`);
  return join(folder, names[0]);
}

function gap(answer: Float32Array, expected: Float32Array): number {
  const size = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(value - answer[i])), 0) / size;
}

const own = [...ours("safetensors"), ...ours("onnx")];
const contestants = [...own];
if (pythonHas("torch", "safetensors.torch")) {
  contestants.push(torch("safetensors", "torch.load and safetensors", "safetensors"));
  contestants.push(torch("onnx", "torch.onnx.export, by tracing", "torchscript"));
  if (pythonHas("onnxscript")) contestants.push(torch("onnx", "torch.onnx.export, dynamo", "dynamo"));
}

const root = await mkdtemp(join(tmpdir(), "tiny-cats-bench-"));
const results = new Map<Contestant, Measured[]>(contestants.map((one) => [one, []]));
try {
  const checkpoint = join(root, "tinydit-128.pt");
  await makeCheckpoint(checkpoint, tinyDit.presets["tinydit-128"]);
  const { size } = await stat(checkpoint);
  const answers = new Map<string, { digest?: string; velocity?: Float32Array }>();
  for (let round = -1; round < ROUNDS; round++) {
    for (const one of rotated(contestants, round + 1)) {
      const folder = join(root, "out");
      await mkdir(folder);
      const measured = await runMeasured(one.command(checkpoint, folder), process.env);
      if (round >= 0) results.get(one)!.push(measured);
      else {
        const path = await written(folder, one.target);
        const first = answers.get(one.target) ?? {};
        if (one.target === "safetensors") {
          const digest = await weightsDigest(path);
          if (digest !== (first.digest ?? digest)) throw new Error(`${one.name} wrote other weights`);
          answers.set(one.target, { digest });
        } else {
          const velocity = await velocityOf(path);
          const apart = gap(velocity, first.velocity ?? velocity);
          if (!(apart <= TOLERANCE)) throw new Error(`${one.name}: velocities are ${apart} apart`);
          answers.set(one.target, { velocity: first.velocity ?? velocity });
        }
      }
      await rm(folder, { recursive: true, force: true });
    }
  }
  console.log(`## Converting, median of ${ROUNDS} runs by turns\n`);
  console.log(`${provenance()}; \`pnpm --filter @tiny-cats/benches convert\`; ${(size / 1e6).toFixed(0)} MB\n`);
  const seconds = (one: Contestant) => results.get(one)!.map((measured) => measured.seconds);
  const peak = (one: Contestant) => Math.max(...results.get(one)!.map((measured) => measured.peak ?? Number.NaN));
  const sorted = contestants.toSorted((a, b) => b.target.localeCompare(a.target));
  console.log(
    table(
      ["to", "", "median", "fastest to slowest", "peak memory", "of the file's size"],
      sorted.map((one) => {
        const times = seconds(one);
        const span = `${Math.min(...times).toFixed(2)} to ${Math.max(...times).toFixed(2)} s`;
        const memory = [`${Math.round(peak(one) / 1e6)} MB`, `${(peak(one) / size).toFixed(2)}x`];
        return [one.target, one.name, `${median(times).toFixed(2)} s`, span, ...memory];
      }),
    ),
  );
  console.log();
  for (const one of own) {
    const peers = contestants.filter((peer) => !own.includes(peer) && peer.target === one.target);
    for (const peer of peers) {
      const ratio = median(seconds(peer)) / median(seconds(one));
      console.log(`- ${verdict(`${peer.name} / ${one.name}, ${one.target}`, ratio, SPEED_GOAL)}`);
    }
    const share = peak(one) / size;
    const met = share <= MEMORY_GOAL ? "met" : `missed by ${((share / MEMORY_GOAL - 1) * 100).toFixed(0)} %`;
    console.log(
      `- peak memory of ${one.name}, ${one.target}: ${share.toFixed(2)}x the file, goal at most ${MEMORY_GOAL}x: ${met}`,
    );
  }
} finally {
  await rm(root, { recursive: true, force: true });
}
