// Our server beside a plain handler of Hono, sharp and onnxruntime-node: classifying over HTTP, too many clients at once, drawings beside, memory.
// Arguments: options of our server as JSON, to try others than its own; and how many requests for memory.

import { type Load, load } from "./api-load.ts";
import { distinctPhotos } from "./api-pictures.ts";
import { median } from "./median.ts";
import { provenance } from "./provenance.ts";
import { rotated } from "./rotated.ts";
import { type ServerProcess, type Standing, startServer } from "./server-process.ts";
import { table } from "./table.ts";
import { verdict } from "./verdict.ts";

const [own = "{}", requests = "10000"] = process.argv.slice(2);
const ROUNDS = 3;
const SECONDS = 6;
const WARM = 200;
/** Short enough that 64 clients at once are more than can be answered in time. */
const DEADLINE_MS = 250;
const LAG_GOAL_MS = 20;

type Round = Load & Standing;

const photos = await distinctPhotos(50);
const contestants = [
  { name: "tiny-cats", file: "api-ours.ts", args: [own] },
  { name: "plain handler", file: "api-naive.ts", args: [] },
] as const;

async function measure(server: ServerProcess, connections: number): Promise<Round> {
  await server.ask();
  const answered = await load(server.url, photos, { connections, seconds: SECONDS });
  return { ...answered, ...(await server.ask()) };
}

/** Draws one picture after the other until `work` is done. */
async function besideDrawings<T>({ url }: ServerProcess, work: () => Promise<T>): Promise<T & { drawn: number }> {
  let going = true;
  let drawn = 0;
  const drawing = (async () => {
    for (let seed = 0; going; seed++) {
      const body = JSON.stringify({ breed: "Bengal", seed });
      const headers = { "content-type": "application/json" };
      const answer = await fetch(new URL("v1/generate", url), { method: "POST", headers, body });
      if (answer.ok) drawn++;
      await answer.arrayBuffer();
    }
  })();
  const result = await work();
  going = false;
  await drawing;
  return { ...result, drawn };
}

/** What a server says of each photo. */
async function top1({ url }: ServerProcess): Promise<string[]> {
  const labels: string[] = [];
  for (const body of photos) {
    const answer = await fetch(new URL("v1/classify", url), { method: "POST", body: new Uint8Array(body) });
    labels.push((await answer.json()).results[0].predictions[0].label);
  }
  return labels;
}

const rounds = new Map<string, Round[]>();
const keep = (name: string, round: Round) => rounds.set(name, [...(rounds.get(name) ?? []), round]);
const found: Record<string, string[]> = {};
const drawn: Record<number, number> = {};
/** Our server with too little time for 64 clients. */
const hurried = [JSON.stringify({ ...JSON.parse(own), classifyDeadlineMs: DEADLINE_MS })];
for (let round = 0; round < ROUNDS; round++) {
  for (const { name, file, args } of rotated(contestants, round)) {
    await using server = await startServer(file, args);
    found[name] ??= await top1(server);
    await load(server.url, photos, { connections: 8, amount: WARM });
    keep(`${name}, 8`, await measure(server, 8));
  }
  for (const { name, file, args } of rotated(contestants, round)) {
    await using server = await startServer(file, file === "api-ours.ts" ? hurried : args);
    await load(server.url, photos, { connections: 8, amount: WARM });
    keep(`${name}, 64`, await measure(server, 64));
  }
  for (const connections of [8, 64]) {
    await using server = await startServer("api-ours.ts", connections === 8 ? [own] : hurried);
    await load(server.url, photos, { connections: 8, amount: WARM });
    const beside = await besideDrawings(server, () => measure(server, connections));
    drawn[connections] = (drawn[connections] ?? 0) + beside.drawn;
    keep(`tiny-cats, ${connections} and a drawing`, beside);
  }
}

const of = (name: string, what: keyof Round) => median(rounds.get(name)!.map((round) => round[what] ?? Number.NaN));
const ms = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const row = (name: string, shown: string, connections: string) => [
  shown,
  connections,
  `${of(name, "goodput").toFixed(1)}`,
  ms(of(name, "p50")),
  ms(of(name, "p99")),
  `${of(name, "accepted")}`,
  `${of(name, "rejected")}`,
  `${of(name, "late")}`,
  `${of(name, "failed")}`,
  ms(of(name, "lagP99")),
  ms(median(rounds.get(name)!.map(({ processor, accepted }) => processor / accepted))),
  `${Math.round(of(name, "rss") / 1e6)} MB`,
];

console.log(`## Answering over HTTP, medians of ${ROUNDS} runs by turns of ${SECONDS} s\n`);
console.log(`${provenance()}; \`pnpm --filter @tiny-cats/benches api\`; our options: ${own}\n`);
console.log(
  table(
    [
      "server",
      "clients",
      "200/s",
      "p50",
      "p99",
      "accepted",
      "429",
      "504",
      "failed",
      "event loop p99",
      "processor",
      "memory",
    ],
    [
      row("tiny-cats, 8", "tiny-cats", "8"),
      row("plain handler, 8", "plain handler", "8"),
      row("tiny-cats, 64", `tiny-cats, deadline ${DEADLINE_MS} ms`, "64"),
      row("plain handler, 64", "plain handler", "64"),
      ...[8, 64].map((clients) =>
        row(
          `tiny-cats, ${clients} and a drawing`,
          `tiny-cats, ${(drawn[clients] / ROUNDS).toFixed(0)} drawings beside`,
          `${clients} and 1`,
        ),
      ),
    ],
  ),
);
const rejected = of("tiny-cats, 8", "rejected") / (of("tiny-cats, 8", "rejected") + of("tiny-cats, 8", "accepted"));
const same = found["tiny-cats"].filter((label, i) => label === found["plain handler"][i]).length;
console.log();
console.log(
  `- ${verdict("goodput at 8 clients", of("tiny-cats, 8", "goodput") / of("plain handler, 8", "goodput"), 1.2)}`,
);
console.log(`- rejected at 8 clients: ${(100 * rejected).toFixed(2)} %, goal at most 1 %`);
console.log(
  `- p99 of accepted at 64 clients: ${ms(of("tiny-cats, 64", "p99"))}, by the server's own clock ${ms(of("tiny-cats, 64", "servedP99"))}, goal at most ${DEADLINE_MS} ms`,
);
for (const name of ["tiny-cats, 8", "tiny-cats, 64", "tiny-cats, 8 and a drawing", "tiny-cats, 64 and a drawing"])
  console.log(
    `- event loop, ${name}: p99 ${ms(of(name, "lagP99"))}, largest ${ms(of(name, "lagMax"))}, goal ${LAG_GOAL_MS} ms`,
  );
console.log(`- the same class first in ${same} of ${photos.length} pictures\n`);

const step = Math.ceil(Number(requests) / 10);
const memory: string[][] = [];
{
  await using server = await startServer("api-ours.ts", [own]);
  for (let done = step; done <= Number(requests); done += step) {
    const { accepted } = await load(server.url, photos, { connections: 8, amount: step });
    const { rss } = await server.ask();
    memory.push([String(done), String(accepted), `${Math.round(rss / 1e6)} MB`]);
  }
}
console.log(table(["requests", "of these 200, since the last", "resident memory"], memory));
