import { expect, test } from "vitest";
import { formulaBytes } from "../../golden/formula-picture.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { contentSent, downloadInChild, hubWith, token } from "./hub-download-fixture.ts";
import { killDownloads } from "./hub-download-kill.ts";

const WANTED = 20;

test.each(["cache", "dir"] as const)(
  `${WANTED} downloads into a %s killed in their middle go on and are right`,
  async (place) => {
    // From the first MiB to the last; a kill may still come too late.
    const shares = Array.from({ length: WANTED + 4 }, (_, i) => 0.06 + (0.84 * i) / (WANTED + 3));
    const kills = await killDownloads(shares, place);
    const landed = kills.filter(({ landed }) => landed);
    console.info(
      `${place}: ${landed.length} of ${kills.length} kills in the middle; fetched twice, MiB:`,
      landed.map(({ twice }) => (twice / 2 ** 20).toFixed(1)).join(" "),
    );
    expect(kills.every(({ whole }) => whole)).toBe(true);
    expect(landed.length).toBeGreaterThanOrEqual(WANTED);
    for (const { twice } of landed) expect(twice).toBeLessThan(12 << 20);
  },
);

test("eight processes fetch each byte of forty files once", async () => {
  const contents = Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [`d${i % 4}/f${i}`, formulaBytes(i + 1, i < 4 ? 6_000_000 : 20_000 + i)]),
  );
  const { hub } = await hubWith(contents);
  const cache = temporaryFolder();
  const since = hub.requests.at(-1)!.number;
  const task = { options: { cache, endpoint: hub.url, token } };
  const all = await Promise.all(Array.from({ length: 8 }, () => downloadInChild(task)));
  const done = all.filter((one) => one !== "killed");
  expect(done).toHaveLength(8);
  expect(contentSent(hub, since)).toBe(done[0].bytes);
  expect(done.reduce((sum, { fetched }) => sum + fetched, 0)).toBe(done[0].bytes);
});
