import { median } from "../median.ts";
import { milliseconds } from "../milliseconds.ts";
import { table } from "../table.ts";
import { verdict } from "../verdict.ts";
import type { Contender } from "./contenders.ts";
import type { MemoryLook } from "./measure-memory.ts";
import type { Visits } from "./measure-visits.ts";
import type { HeldUp } from "./watch-main-thread.ts";

const GOAL = 1.5;
/** Bytes of scripts until the first class. */
const MOST_SCRIPT = 110_000;
/** Milliseconds that a task of the main thread may take. */
const LONGEST_TASK = 50;

interface VisitsReport {
  classify: Contender;
  draw: Contender;
  other: Contender;
  /** Gzipped bytes of ours, and of the other's. */
  scripts: readonly number[];
  fast: Map<Contender, Visits[]>;
  slow: Map<Contender, Visits[]>;
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
const shown = (times: readonly number[]) =>
  `${milliseconds(median(times))} (${milliseconds(Math.min(...times))} to ${milliseconds(Math.max(...times))})`;

/** How long visits took, and what was loaded for them: medians, with the fastest and the slowest. */
export function reportVisits({ classify, draw, other, scripts, fast, slow }: VisitsReport): string {
  const timed = (seen: Map<Contender, Visits[]>, by: Contender, of: (visits: Visits) => number) =>
    seen.get(by)!.map(of);
  const times: [string, Map<Contender, Visits[]>, Contender, (visits: Visits) => number][] = [
    ["interactive, cold", fast, classify, ({ cold }) => cold.interactive],
    ["interactive, cached", fast, classify, ({ cached }) => cached.interactive],
    ["first class, cold", fast, classify, ({ cold }) => cold.done],
    ["first class, cached", fast, classify, ({ cached }) => cached.done],
    ["interactive, cold, 10 Mbit/s", slow, classify, ({ cold }) => cold.interactive],
    ["first class, cold, 10 Mbit/s", slow, classify, ({ cold }) => cold.done],
    ["first picture drawn, cold", fast, draw, ({ cold }) => cold.done],
    ["first picture drawn, cached", fast, draw, ({ cached }) => cached.done],
  ];
  const rows = times.map(([what, seen, ours, of]) => {
    const mine = timed(seen, ours, of);
    if (ours === draw) return [what, shown(mine), "draws nothing", ""];
    const its = timed(seen, other, of);
    return [what, shown(mine), shown(its), `${(median(its) / median(mine)).toFixed(2)}x`];
  });
  const bytes = [classify, other].map((by) => megabytes(median(timed(fast, by, ({ bytes }) => bytes))));
  const [mine, its] = scripts;
  const verdicts = times
    .filter(([, , ours]) => ours === classify)
    .map(([what, seen, ours, of]) =>
      verdict(what, median(timed(seen, other, of)) / median(timed(seen, ours, of)), GOAL),
    );
  return [
    table(
      ["", "apps/web", "transformers.js", "transformers.js / apps/web"],
      [
        ["JavaScript before the first class, gzipped", kilobytes(mine), kilobytes(its), `${(its / mine).toFixed(2)}x`],
        ["all that was sent before it", ...bytes, ""],
        ...rows,
      ],
    ),
    "",
    ...verdicts.map((line) => `- ${line}`),
    `- JavaScript, goal at most ${MOST_SCRIPT / 1000} kB: ${mine <= MOST_SCRIPT ? "met" : "missed"}`,
    `- Answers: ${classify.name} ${fast.get(classify)![0].cold.answer}, ${other.name} ${fast.get(other)![0].cold.answer}`,
  ].join("\n");
}

/** How long main threads were held up. */
export function reportHeldUp(seen: Readonly<Record<string, { first: HeldUp; work: HeldUp }>>): string {
  const task = ({ longTask }: HeldUp) => (longTask === 0 ? `under ${LONGEST_TASK} ms` : milliseconds(longTask));
  const rows = Object.entries(seen).map(([name, { first, work }]) => [
    name,
    task(first),
    milliseconds(first.gap),
    task(work),
    milliseconds(work.gap),
  ]);
  return table(["page", "until the first: longest task", "largest gap", "after it: longest task", "largest gap"], rows);
}

/** Memory after so many pictures. */
export function reportMemory({ classified, drawn }: { classified: MemoryLook[]; drawn: MemoryLook[] }): string {
  const both = [classified, drawn];
  const cells = ({ heap, process }: MemoryLook) => [megabytes(heap), process === undefined ? "" : megabytes(process)];
  const heads = ["after picture", "classified: heap", "process", "drawn: heap", "process"];
  const rows = classified.map(({ pictures }, i) => [pictures, ...both.flatMap((looks) => cells(looks[i]))]);
  return table(heads, rows);
}
