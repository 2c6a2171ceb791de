import { availableParallelism } from "node:os";
import { describeMachine } from "@tiny-cats/core/node";
import { type DataReport, parseDataReport } from "@tiny-cats/schema";
import { eachAtOnce } from "../each-at-once.ts";
import type { ImageSet } from "../images/image-set.ts";
import { itemsSha256 } from "../split/items-sha256.ts";
import { checkOptions } from "./check-options.ts";
import { countLabels, SPLIT_NAMES } from "./count-labels.ts";
import { exactDuplicates } from "./exact-duplicates.ts";
import { type Examined, examinePicture } from "./examine-picture.ts";
import { findMismatches } from "./find-mismatches.ts";
import { findProblems } from "./find-problems.ts";
import { nearDuplicates } from "./near-duplicates.ts";
import { quantiles } from "./quantiles.ts";
import { BY, versions } from "./versions.ts";

/** Bits of 64: on 1,565 photos every pair within 10 was one photo twice, and the first pair that was not had 12. */
const THRESHOLD = 10;

export interface ReportOptions {
  /** What was typed to get the report, for its provenance. */
  command: string;
  /** The set's name; its folder's unless told. */
  name?: string;
  /** The most bits of 64 in which pictures that look the same may differ; 10 unless told, null to leave the search out. */
  threshold?: number | null;
  /** Pictures in memory at once; as many as there are processors unless told. */
  concurrency?: number;
  /** Pixels a picture may have to be read; 100 million unless told. */
  maxPixels?: number;
  signal?: AbortSignal;
  onProgress?: (progress: { stage: "reading" | "comparing"; done: number; total: number }) => void;
}

/**
 * Reads every picture of a set and says what it holds and what is wrong with it. A picture that can't be read is listed, not skipped; a
 * fault of the set is in `problems`, not thrown.
 *
 * @throws TinyCatsError "no-decoder", "invalid-threshold", "invalid-concurrency"; the signal's reason.
 */
export async function reportImageSet(set: ImageSet, options: ReportOptions): Promise<DataReport> {
  const { threshold = THRESHOLD, signal, onProgress } = options;
  checkOptions(options);
  const examined = await examineAll(set, options);
  const items = set.items.map((item, i) => ({ ...item, sha256: examined[i].sha256 }));
  const labels = countLabels(set);
  const found = {
    labels,
    splits: Object.fromEntries(
      SPLIT_NAMES.map((name) => [name, items.filter(({ split }) => (split ?? "none") === name)] as const)
        .filter(([, part]) => part.length > 0)
        .map(([name, part]) => [name, { n: part.length, sha256: itemsSha256(part) }]),
    ),
    broken: items.flatMap(({ file, label, split }, i) => {
      const { fault } = examined[i];
      return fault ? [{ file, label, split, ...fault }] : [];
    }),
    mismatches: set.items.flatMap((item, i) => findMismatches(item, examined[i])),
    exact_duplicates: exactDuplicates(set.items, examined),
    near_duplicates:
      threshold === null
        ? null
        : await nearDuplicates(set.items, examined, {
            threshold,
            signal,
            onProgress: ({ done, total }) => onProgress?.({ stage: "comparing", done, total }),
          }),
    ignored: [...set.ignored],
  };
  const sizes = sizesOf(examined);
  const name = options.name ?? set.name;
  const date = new Date().toISOString();
  const pictures = items.length;
  return parseDataReport({
    schema: "tiny-cats/data-report",
    version: 1,
    name,
    layout: set.layout,
    measured: {
      model: null,
      data: { name, split: "all", n: pictures, sha256: itemsSha256(items) },
      n: pictures,
      seed: null,
      hardware: describeMachine(),
      versions: await versions(),
      command: options.command,
      date,
      by: BY,
    },
    pictures,
    ...found,
    sizes,
    problems: findProblems(found),
    timestamp: date,
    not_measured: {
      ...(sizes === null && { sizes: "no picture could be read" }),
      ...(threshold === null && { near_duplicates: "it was not asked for" }),
    },
  });
}

async function examineAll(
  { items }: ImageSet,
  { threshold, concurrency = availableParallelism(), maxPixels = 100e6, signal, onProgress }: ReportOptions,
): Promise<Examined[]> {
  const examined: Examined[] = Array(items.length);
  let done = 0;
  await eachAtOnce(items.length, concurrency, async (i) => {
    examined[i] = await examinePicture(items[i], { maxPixels, compare: threshold !== null, signal });
    onProgress?.({ stage: "reading", done: ++done, total: items.length });
  });
  return examined;
}

function sizesOf(examined: readonly Examined[]): DataReport["sizes"] {
  const read = examined.flatMap(({ size, bytes }) => (size && bytes ? [{ ...size, bytes }] : []));
  if (read.length === 0) return null;
  return {
    width: quantiles(read.map(({ width }) => width)),
    height: quantiles(read.map(({ height }) => height)),
    aspect: quantiles(read.map(({ width, height }) => width / height)),
    bytes: quantiles(read.map(({ bytes }) => bytes)),
  };
}
