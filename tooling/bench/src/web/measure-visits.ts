import type { LaunchOptions } from "@playwright/test";
import { rotated } from "../rotated.ts";
import type { Contender } from "./contenders.ts";
import { newProfile } from "./new-profile.ts";
import type { Line } from "./serve-site.ts";
import { visit } from "./visit.ts";
import type { Marks } from "./watch-page.ts";

/** What one round saw of a page. */
export interface Visits {
  cold: Required<Marks>;
  /** The same profile's second visit, in a new tab. */
  cached: Required<Marks>;
  /** Bytes that the server sent until the first visit's first answer. */
  bytes: number;
}

/** Milliseconds that a page is left open after its first answer, and keeps what it keeps. */
const LINGER = 2000;

/** Visits pages by turns, another one first in each round, each time with a new profile; a first round on a fast line is not counted. */
export async function measureVisits(
  contenders: readonly Contender[],
  options: LaunchOptions,
  { rounds, line }: { rounds: number; line?: Line },
): Promise<Map<Contender, Visits[]>> {
  const all = new Map(contenders.map((contender): [Contender, Visits[]] => [contender, []]));
  for (let round = line ? 0 : -1; round < rounds; round++) {
    for (const contender of rotated(contenders, round + 1)) {
      const visits = await measureOnce(contender, options, line);
      if (round >= 0) all.get(contender)!.push(visits);
    }
  }
  return all;
}

async function measureOnce(
  { site, address, errand }: Contender,
  options: LaunchOptions,
  line: Line | undefined,
): Promise<Visits> {
  await using profile = await newProfile(options);
  const { context } = profile;
  site.takeSent();
  site.setLine(line);
  let bytes = 0;
  const onDone = () => {
    bytes = site.takeSent().reduce((sum, sent) => sum + sent.bytes, 0);
  };
  const cold = await visit(context, address, errand, { onDone, lingerMs: LINGER });
  site.setLine(undefined);
  return { cold, cached: await visit(context, address, errand), bytes };
}
