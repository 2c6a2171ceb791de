import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import type * as NativeThreads from "@tiny-cats/core/native-thread";
import { encodePng } from "@tiny-cats/core/png";
import { afterEach, expect, test, vi } from "vitest";
import { formulaPicture } from "../../../../tooling/golden/formula-picture.ts";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { augmentation } from "../augment/augmentation.ts";
import { type LoadAheadOptions, loadAhead } from "./load-ahead.ts";
import { makePicture } from "./make-picture.ts";
import type { PictureJob } from "./picture-job.ts";

const started = vi.hoisted(() => [] as Worker[]);
vi.mock("@tiny-cats/core/native-thread", async (original) => {
  const native = await original<typeof NativeThreads>();
  return {
    ...native,
    startNativeThread: (...of: Parameters<typeof native.startNativeThread>) => {
      const thread = native.startNativeThread(...of);
      started.push(thread.worker);
      return thread;
    },
  };
});

/** A thread that has ended has lost its number. */
afterEach(() => {
  const running = started.splice(0).filter(({ threadId }) => threadId !== -1);
  expect(running).toEqual([]);
});

async function jobsIn(count: number): Promise<PictureJob[]> {
  const folder = temporaryFolder();
  const recipe = augmentation("full", { size: 12 });
  const box = { xmin: 4, ymin: 3, xmax: 15, ymax: 14 };
  const jobs: PictureJob[] = [];
  for (let index = 0; index < count; index++) {
    const path = join(folder, `${index}.png`);
    writeFileSync(path, await encodePng(formulaPicture("noise", 20 + index, 24)));
    const augment = { recipe, seed: 2, epoch: 1, index };
    jobs.push([{ path }, { path, augment }, { path, augment, head: { box, size: 16 } }][index % 3]);
  }
  return jobs;
}

async function all(jobs: Iterable<PictureJob>, options?: LoadAheadOptions) {
  const loaded = [];
  for await (const one of loadAhead(jobs, options)) loaded.push(one);
  return loaded;
}

test("gives the pictures in order, the bits of one thread, whatever the threads and the room", async () => {
  const jobs = await jobsIn(30);
  const expected = [];
  for (const job of jobs) expected.push({ job, picture: await makePicture(job, {}) });
  for (const options of [{ threads: 1, ahead: 1 }, { threads: 3, ahead: 7 }, { threads: 2 }]) {
    const loaded = await all(jobs, options);
    expect(loaded).toEqual(expected);
    expect(loaded[5].job).toBe(jobs[5]);
  }
});

test("what can't be made comes as a typed error in its place, and the rest goes on", async () => {
  const jobs = await jobsIn(8);
  const whole = await all(jobs);
  const broken = [...jobs];
  broken[1] = { ...jobs[1], path: join(temporaryFolder(), "none.png") };
  const text = join(temporaryFolder(), "text.png");
  writeFileSync(text, "no picture");
  broken[4] = { ...jobs[4], path: text };
  broken[5] = { ...jobs[5], head: { box: { xmin: 9, ymin: 0, xmax: 9, ymax: 4 }, size: 16 } };
  const loaded = await all(broken, { threads: 2, ahead: 3 });
  expect(loaded.map(({ error }) => error?.code)).toEqual([
    ...[undefined, "file-not-found", undefined, undefined, "not-a-picture", "invalid-box", undefined, undefined],
  ]);
  expect(loaded[5].error?.remedy).toContain("xmin < xmax");
  for (const i of [0, 2, 3, 6, 7]) expect(loaded[i]).toEqual(whole[i]);
  expect((await all(jobs.slice(0, 1), { maxPixels: 100 }))[0].error?.code).toBe("picture-too-large");
});

test("takes no more jobs than there is room for, and lets them go", async () => {
  const [job] = await jobsIn(1);
  let taken = 0;
  let left = false;
  function* endless() {
    try {
      for (;;) {
        taken++;
        yield job;
      }
    } finally {
      left = true;
    }
  }
  let seen = 0;
  for await (const { picture } of loadAhead(endless(), { threads: 2, ahead: 5 })) {
    expect(picture?.width).toBe(20);
    seen++;
    expect(taken).toBe(seen + 5);
    if (seen === 12) break;
  }
  expect([seen, left]).toEqual([12, true]);
});

test("loads on while its consumer is busy", async () => {
  const jobs = await jobsIn(6);
  const loading = loadAhead(jobs, { threads: 2, ahead: 5 });
  const first = loading.next();
  const answered = new Promise<void>((resolve) => {
    let replies = 0;
    for (const worker of started) worker.on("message", () => ++replies === 6 && resolve());
  });
  await first;
  for (const worker of started) worker.ref();
  // One of the six has been given out: the others are made without being asked for.
  await answered;
  await loading.return();
});

test("an abort ends it with its reason, while it waits and while it does not", async () => {
  const jobs = await jobsIn(6);
  const reason = new Error("enough");
  const waiting = new AbortController();
  const asked = loadAhead(jobs, { threads: 2, signal: waiting.signal }).next();
  waiting.abort(reason);
  await expect(asked).rejects.toBe(reason);
  const busy = new AbortController();
  const loading = loadAhead(jobs, { threads: 2, signal: busy.signal });
  await loading.next();
  busy.abort(reason);
  await expect(loading.next()).rejects.toBe(reason);
  await expect(all(jobs, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test("a thread that ends takes the loading with it", async () => {
  const jobs = await jobsIn(9);
  const loading = loadAhead(jobs, { threads: 2, ahead: 2 });
  await loading.next();
  await started[0].terminate();
  const failure = async () => {
    for await (const _ of loading);
  };
  expect(await errorOf(failure)).toMatchObject({ code: "worker-crashed" });
});

test("what the jobs throw comes after the pictures before it; what is no job is thrown as it is", async () => {
  const jobs = await jobsIn(2);
  const reason = new Error("no more");
  function* failing() {
    yield* jobs;
    throw reason;
  }
  const loading = loadAhead(failing(), { threads: 1 });
  expect((await loading.next()).value).toMatchObject({ job: jobs[0], picture: { width: 20 } });
  expect((await loading.next()).value).toMatchObject({ job: jobs[1], picture: { width: 12 } });
  await expect(loading.next()).rejects.toBe(reason);
  const strange = { ...jobs[0], head: { size: 4 } } as unknown as PictureJob;
  await expect(all([strange], { threads: 1 })).rejects.toThrow(TypeError);
  expect(await all([])).toEqual([]);
});

test.each([{ threads: 0 }, { threads: 1.5 }, { threads: 257 }, { ahead: 0 }, { ahead: Number.NaN }])(
  "refuses %j at once",
  async (options) => {
    expect(await errorOf(() => loadAhead([], options))).toMatchObject({ code: "invalid-load-option" });
  },
);

test("an abandoned loading does not keep a process alive, and one that is waited for does", async () => {
  const [job] = await jobsIn(1);
  const module = JSON.stringify(new URL("./load-ahead.ts", import.meta.url).href);
  const script = `import { loadAhead } from ${module};
    const jobs = Array(40).fill(${JSON.stringify(job)});
    const loading = loadAhead(jobs, { threads: 2, ahead: 20 });
    for (let i = 0; i < 3; i++) console.log((await loading.next()).value.picture.width);`;
  const file = join(temporaryFolder(), "abandon.mjs");
  writeFileSync(file, script);
  const run = spawnSync(process.execPath, ["--no-warnings", file], {
    encoding: "utf8",
    timeout: 20_000,
  });
  expect(run).toMatchObject({ status: 0, stderr: "", stdout: "20\n20\n20\n" });
});
