import { describe, expect, test } from "vitest";
import { gateOf } from "../../testing/gate-of.ts";
import { change, hashOf } from "../../testing/model-folder.ts";
import { publishedFolder } from "../../testing/published.ts";

describe("fid and kid", () => {
  const PLACE = "evaluation/evaluation_report.json";
  const folderWith = (edit: Parameters<typeof change>[2]) => {
    const folder = publishedFolder({ classifier: false });
    change(folder, PLACE, edit);
    return folder;
  };
  const withFid = (fid: number) =>
    folderWith((report) => {
      report.fid = fid;
      report.inception = { name: "InceptionV3", sha256: hashOf("inception") };
      report.not_measured.fid = undefined;
    });

  test("FID goes before KID where it was measured", async () => {
    expect(await gateOf(withFid(39.9), "fid")).toMatchObject({ passed: true, value: 39.9, threshold: 40 });
    expect((await gateOf(withFid(39.9), "kid")).listed).toBe(0);
    const high = await gateOf(withFid(40), "fid");
    expect(high).toMatchObject({ passed: false, value: 40 });
    expect(high.message).toBe("40.00 (evaluation/evaluation_report.json) is not below 40");
  });

  test("KID above its limit", async () => {
    const folder = folderWith((report) => {
      report.kid.mean = 0.301;
    });
    expect(await gateOf(folder, "kid")).toMatchObject({ passed: false, value: 0.301, threshold: 0.3 });
    expect((await gateOf(folder, "kid", { thresholds: { max_kid: 0.31 } })).passed).toBe(true);
    expect((await gateOf(folder, "fid")).listed).toBe(0);
  });

  test("KID of another network, of another model, and without a limit", async () => {
    const other = folderWith((report) => {
      report.extractor.sha256 = hashOf("x");
    });
    expect((await gateOf(other, "kid")).message).toBe(
      "no report has a KID under the network of its limit, d2b5d5cf0695",
    );
    expect((await gateOf(other, "kid", { thresholds: { max_kid: 1 } })).passed).toBe(true);
    const stray = folderWith((report) => {
      report.measured.model.sha256 = hashOf("x");
    });
    expect((await gateOf(stray, "kid")).message).toContain("no file here is the model that was measured in");
    const free = publishedFolder({ classifier: false });
    change(free, "generator/tiny-cats.json", (manifest) => {
      manifest.generation.kid_limit = undefined;
    });
    const unlimited = await gateOf(free, "kid");
    expect(unlimited.message).toContain("has nothing to be held to");
    expect(unlimited.remedy).toContain("generation.kid_limit");
    const none = folderWith((report) => {
      report.kid = null;
      report.not_measured.kid = "not asked for";
      report.intervals.kid = undefined;
    });
    expect((await gateOf(none, "kid", { thresholds: { max_kid: 1 } })).message).toContain("neither FID nor KID");
  });
});
