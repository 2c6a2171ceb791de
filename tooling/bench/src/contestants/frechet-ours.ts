// The Frechet distance of two files of float32 features. Arguments: the files, the dimension, and "threads" for a worker thread a file.
import { closeSync, openSync, readSync } from "node:fs";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import {
  createFeatureStatistics,
  type FeatureSnapshot,
  type FeatureStatistics,
  frechetDistance,
  restoreFeatureStatistics,
} from "@tiny-cats/eval";

const BATCH = 255;

function read(path: string, dimension: number): FeatureStatistics {
  const statistics = createFeatureStatistics({ name: "none", sha256: "0".repeat(64), dimension });
  const bytes = Buffer.alloc(BATCH * dimension * 4);
  const file = openSync(path, "r");
  for (;;) {
    const length = readSync(file, bytes, 0, bytes.length, null);
    if (length === 0) break;
    statistics.add(new Float32Array(bytes.buffer, bytes.byteOffset, length / 4));
  }
  closeSync(file);
  return statistics;
}

function inThread(path: string, dimension: number): Promise<FeatureStatistics> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { path, dimension } });
    worker.once("message", (snapshot: FeatureSnapshot) => resolve(restoreFeatureStatistics(snapshot)));
    worker.once("error", reject);
  });
}

if (isMainThread) {
  const [first, second, size, threads] = process.argv.slice(2);
  const paths = [first, second];
  const dimension = Number(size);
  const [a, b] = threads
    ? await Promise.all(paths.map((path) => inThread(path, dimension)))
    : paths.map((path) => read(path, dimension));
  console.error((await frechetDistance(a, b)).value);
} else {
  const { path, dimension } = workerData;
  const statistics = read(path, dimension);
  const { extractor, count } = statistics;
  parentPort!.postMessage({ extractor, count, moments: statistics.moments() });
}
