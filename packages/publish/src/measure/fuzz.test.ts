import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { LAYOUT } from "../layout.ts";
import { damaged } from "../testing/damage.ts";
import { EMBEDDED_REPORTS, preparedEmbedded, preparedTiny } from "../testing/prepared-folders.ts";
import { matchReport } from "./match-report.ts";
import { measure } from "./measure.ts";
import { readReport } from "./read-report.ts";
import { readSamples } from "./samples-folder.ts";

const TIMES = 300;

test.each(["evaluation", "benchmark", "quantization"])(
  "a damaged %s report is read, or refused with a remedy",
  async (name) => {
    const { models } = await preparedEmbedded("classifier");
    const text = await readFile(join(EMBEDDED_REPORTS, `classifier/${name}_report.json`), "utf8");
    const path = join(temporaryFolder(), "report.json");
    const seen = { refused: 0, other: 0, matched: 0, passed: 0 };
    for (let seed = 0; seed < TIMES; seed++) {
      await writeFile(path, damaged(text, seed));
      try {
        const read = await readReport(path);
        if ("other" in read) seen.other++;
        else seen["model" in matchReport(read, models) ? "matched" : "passed"]++;
      } catch (error) {
        if (!isTinyCatsError(error) || error.remedy === "") throw error;
        seen.refused++;
      }
    }
    expect(seen.refused).toBeGreaterThan(TIMES / 4);
    expect(seen.matched).toBeGreaterThan(0);
  },
);

test("damaged metadata of samples are never taken for whole ones of another model", async () => {
  const prepared = await preparedTiny("generator");
  await measure(prepared, { command: "test", skipBenchmark: true });
  const folder = join(prepared.folder, LAYOUT.samples);
  const path = join(prepared.folder, LAYOUT.samplesMetadata);
  const text = await readFile(path, "utf8");
  const { sha256 } = prepared.models[0].graph;
  let refused = 0;
  for (let seed = 0; seed < TIMES; seed++) {
    await writeFile(path, damaged(text, seed));
    try {
      const { metadata, pictures } = await readSamples(folder, sha256);
      expect(metadata.model.sha256).toBe(sha256);
      expect([...pictures.keys()].every((name) => /^[^/\\]+\.png$/.test(name))).toBe(true);
    } catch (error) {
      if (!isTinyCatsError(error) || error.remedy === "") throw error;
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(TIMES / 4);
});
