import { describe, expect, test } from "vitest";
import { gateOf } from "../../testing/gate-of.ts";
import { change, hashOf, put } from "../../testing/model-folder.ts";
import { measuredReport, publishedFolder } from "../../testing/published.ts";

describe("cat-accuracy", () => {
  const PLACE = "evaluation/evaluation_report.json";
  const edited = async (edit: Parameters<typeof change>[2]) => {
    const folder = publishedFolder({ generator: false });
    change(folder, PLACE, edit);
    return gateOf(folder, "cat-accuracy");
  };

  test("a report of another model", async () => {
    const result = await edited((report) => {
      report.measured.model.sha256 = "0123456789ab".padEnd(64, "0");
    });
    expect(result).toMatchObject({ passed: false, value: null });
    expect(result.message).toBe(
      "no file here is the model that was measured in evaluation/evaluation_report.json (sha256 0123456789ab)",
    );
    expect(result.remedy).toContain("tiny-cats eval classifier");
  });

  test("it can't be allowed to be missing then", async () => {
    const folder = publishedFolder({ generator: false });
    change(folder, PLACE, (report) => {
      report.measured.model.sha256 = hashOf("x");
    });
    expect(await gateOf(folder, "cat-accuracy", { allowMissing: ["cat-accuracy"] })).not.toHaveProperty(
      "allowed_because",
    );
  });

  test.each([
    ["on the pictures of training", { split: "train" }],
    ["on pictures seen in training", { seen_in_training: true }],
    ["on all pictures", { split: "all" }],
  ])("%s", async (_, data) => {
    const result = await edited((report) => Object.assign(report.measured.data, data));
    expect(result.message).toMatch(/not on val or test pictures held out/);
  });

  test("0.97 is not enough, and the worst of several counts", async () => {
    const result = await edited((report) => {
      report.classification.cat_not_cat.accuracy = 0.97;
    });
    expect(result).toMatchObject({ passed: false, value: 0.97, threshold: 0.97 });
    const folder = publishedFolder({ generator: false });
    const worse = measuredReport("classifier/evaluation_report.json");
    worse.classification.cat_not_cat.accuracy = 0.98;
    put(folder, "reports/other.json", worse);
    expect(await gateOf(folder, "cat-accuracy")).toMatchObject({ passed: true, value: 0.98 });
  });

  test("no cats told from what is none", async () => {
    const result = await edited((report) => {
      report.classification.cat_not_cat = null;
      report.not_measured["classification.cat_not_cat"] = "there is no Other";
    });
    expect(result.message).toContain("does not tell cats from what is none");
  });
});
