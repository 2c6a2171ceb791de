import type { ImageItem, Split } from "@tiny-cats/data";
import type { Extractor } from "../../features/extractor.ts";
import { featureSet } from "../../features/feature-set.ts";
import { type DistanceQuantiles, memorisation } from "../../manifold/memorisation.ts";
import type { BootstrapOptions, Interval } from "../../sampling/interval.ts";
import type { Extracted } from "../extract/extract-all.ts";

/** Drawings and real heads. */
export interface ComparedHeads {
  drawn: Extracted;
  /** What the rows of `drawn` are. */
  drawings: readonly { breed: string; index: number }[];
  real: Extracted;
  /** What the rows of `real` are. */
  items: readonly ImageItem[];
  features: Extractor;
}

/** The splits among whose heads the nearest is looked for, and those that say how near real heads lie to them. */
export interface MemorisationSplits {
  training: Split;
  heldOut: Split;
}

/** How near drawings come to real heads, in the extractor's features. */
export interface MemorisationReport {
  /** Share of drawings nearer to a training head than 99 % of held-out heads are. */
  near_share: number;
  interval: Interval;
  /** That distance. */
  threshold: number;
  /** Quantiles of the distances to the nearest training head. */
  drawn: DistanceQuantiles;
  held_out: DistanceQuantiles;
  splits: { training: Split; held_out: Split };
  counts: { drawn: number; training: number; held_out: number };
  /** The ten drawings that come nearest. */
  nearest: { breed: string; index: number; training: string; distance: number }[];
}

const LISTED = 10;

/** Which real heads drawings come nearest to, as a report has it; or why that can't be said. */
export async function nearestHeads(
  { drawn, drawings, real, items, features }: ComparedHeads,
  { training: trained, heldOut: held }: MemorisationSplits,
  work: { bootstrap: BootstrapOptions; signal?: AbortSignal },
): Promise<{ memorisation: MemorisationReport; reason?: undefined } | { memorisation?: undefined; reason: string }> {
  const d = features.dimension;
  const part = (split: Split) => {
    const places = items.flatMap((item, i) => (item.split === split ? [i] : []));
    const data = new Float32Array(places.length * d);
    places.forEach((place, i) => void data.set(real.features.subarray(place * d, (place + 1) * d), i * d));
    return { set: featureSet(data, features), places };
  };
  const [training, heldOut] = [part(trained), part(held)];
  if (training.places.length === 0 || heldOut.places.length === 0)
    return { reason: `the reference has no heads in both ${trained} and ${held}` };
  const all = await memorisation(featureSet(drawn.features, features), training.set, heldOut.set, work);
  return {
    memorisation: {
      near_share: all.nearShare,
      interval: all.interval,
      threshold: all.threshold,
      drawn: all.drawn,
      held_out: all.heldOut,
      splits: { training: trained, held_out: held },
      counts: { drawn: all.counts[0], training: all.counts[1], held_out: all.counts[2] },
      nearest: all.nearest.slice(0, LISTED).map(({ drawing, training: place, distance }) => ({
        breed: drawings[drawing].breed,
        index: drawings[drawing].index,
        training: items[training.places[place]].file,
        distance,
      })),
    },
  };
}
