// Which sampler of at most 12 passes of the network draws as well as 50 steps of Euler with guidance (100 passes), by the kernel distance to real heads:
// node src/samplers.ts <folder of a generator> <folder of photos with head boxes> <folder for drawings and features> [drawings of a breed] [of them for the choice]
import { solvers, timeGrid } from "@tiny-cats/core";
import { openImageSet } from "@tiny-cats/data";
import { evaluateGenerator } from "@tiny-cats/eval/node";
import { extractor } from "@tiny-cats/models";
import { provenance } from "./provenance.ts";
import { table } from "./table.ts";

const [model, data, cache, final = "100", first = "25"] = process.argv.slice(2);
if (cache === undefined) throw new Error("name a generator, a folder of photos and a folder for what is drawn");
const MOST_PASSES = 12;
const LEAST_PASSES = 8;
const FINALISTS = 5;
const GOAL = 1.05;
const SCALES = [2, 3, 4, 6, 8];
const INTERVALS = [
  [0, 1],
  [0.1, 0.9],
  [0, 0.5],
  [0.2, 0.7],
] as const;
const TIMES = [{ kind: "uniform" }, { kind: "shifted", shift: 0.5 }, { kind: "shifted", shift: 2 }] as const;
const SOLVERS = ["euler", "ab2", "heun"] as const;

interface Sampler {
  readonly solver: keyof typeof solvers;
  readonly steps: number;
  readonly times: (typeof TIMES)[number];
  readonly guidance: number;
  readonly guidanceInterval: readonly [number, number];
}

/** Passes of the network that a drawing takes: two where guidance acts. */
async function passesOf({ solver, steps, times, guidanceInterval: [from, to] }: Sampler): Promise<number> {
  let passes = 0;
  const velocity = (x: Float32Array, t: number) => {
    passes += t < from || t > to ? 1 : 2;
    return x.slice();
  };
  await solvers[solver].solve(velocity, new Float32Array(1), timeGrid(times, steps));
  return passes;
}

const reference = await openImageSet(data);

async function measured(sampler: Sampler, perBreed: number) {
  const { report } = await evaluateGenerator(model, {
    ...sampler,
    ...{ reference, extractor, perBreed, cache, against: "val", samples: 1, command: "samplers" },
  });
  const { kid, precision, recall, coverage } = report;
  console.error(describe(sampler), kid?.mean.toFixed(4));
  return {
    sampler,
    passes: await passesOf(sampler),
    kid: kid!.mean,
    interval: report.intervals.kid,
    precision,
    recall,
    coverage,
    breeds: report.agreement.value,
  };
}

const describe = ({ solver, steps, times, guidance, guidanceInterval: [from, to] }: Sampler) =>
  `${solver}, ${steps} steps, ${times.kind === "shifted" ? `times shifted by ${times.shift}` : "uniform times"}, guidance ${guidance} for t in [${from}, ${to}]`;

const candidates: Sampler[] = [];
for (const solver of SOLVERS) {
  for (const times of TIMES) {
    for (const guidanceInterval of INTERVALS) {
      for (let steps = MOST_PASSES; steps > 0; steps--) {
        const sampler = { solver, steps, times, guidanceInterval, guidance: 2 };
        const passes = await passesOf(sampler);
        if (passes > MOST_PASSES) continue;
        // The most steps that the passes allow: fewer draw no better.
        if (passes >= LEAST_PASSES) for (const guidance of SCALES) candidates.push({ ...sampler, guidance });
        break;
      }
    }
  }
}
const rough = [];
for (const sampler of candidates) rough.push(await measured(sampler, Number(first)));
rough.sort((a, b) => a.kid - b.kid);
const finalists = rough.slice(0, FINALISTS).map(({ sampler }) => sampler);
const standard = SCALES.map(
  (guidance): Sampler => ({ solver: "euler", steps: 50, times: TIMES[0], guidance, guidanceInterval: [0, 1] }),
);
const long = [];
for (const sampler of standard) long.push(await measured(sampler, Number(final)));
const short = [];
for (const sampler of finalists) short.push(await measured(sampler, Number(final)));
const goal = Math.min(...long.map(({ kid }) => kid));
const rows = [...long, ...short].map(({ sampler, passes, kid, interval, precision, recall, coverage, breeds }) => [
  describe(sampler),
  String(passes),
  `${kid.toFixed(4)} (${interval.low.toFixed(4)} to ${interval.high.toFixed(4)})`,
  `${((kid / goal - 1) * 100).toFixed(1)} %${passes <= MOST_PASSES && kid <= GOAL * goal ? ", met" : ""}`,
  precision!.toFixed(3),
  recall!.toFixed(3),
  coverage!.toFixed(3),
  `${(100 * breeds).toFixed(1)} %`,
]);
console.log(provenance(`${candidates.length} samplers tried with ${first} drawings of a breed`));
console.log(
  table(["sampler", "passes", "KID", "against the best of 50 steps", "precision", "recall", "coverage", "breed"], rows),
);
