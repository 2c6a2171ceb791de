import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { buildModelCard } from "../build/build-model-card.ts";
import { classifier, evaluation, graph, NOTES } from "../testing/model-files.ts";
import { cardOfFolder } from "./card-of-folder.ts";
import { validateCardFile } from "./validate-card-file.ts";

describe("reports in other folders", () => {
  const root = () =>
    folderOf({
      ...Object.fromEntries(Object.entries(classifier).map(([path, text]) => [`m/${path}`, text])),
      "m/card-notes.md": NOTES,
      "m/mine/e.json": evaluation(graph).replaceAll('"test"', '"val"'),
      "r/deep/evaluation_report.json": evaluation(graph),
      "r/other.json": '{"schema":"someone/else"}',
    });

  test("enter, are linked from the card, and are asked for again when it is validated", async () => {
    const cwd = root();
    const folder = join(cwd, "m");
    const reports = [join(cwd, "r"), join(folder, "mine"), join(cwd, "r/deep")];
    const { input } = await cardOfFolder(folder, { reports });
    expect(input.evaluations?.map(({ path }) => path)).toEqual(["../r/deep/evaluation_report.json", "mine/e.json"]);
    expect(input.linked?.map(({ path }) => path)).toEqual(["../r/deep/evaluation_report.json", "../r/other.json"]);
    expect(input.files.filter(({ path }) => path.startsWith(".."))).toEqual([]);
    writeFileSync(join(folder, "README.md"), buildModelCard(input).text);
    expect(await validateCardFile(folder, { reports })).toEqual({ valid: true, errors: [], warnings: [] });
    const { errors } = await validateCardFile(folder);
    expect(new Set(errors.map(({ code }) => code))).toEqual(
      new Set(["missing-card-file", "stale-card-section", "unproven-metric"]),
    );
  });

  test("are refused where there is no such folder, and for a repository", async () => {
    const cwd = root();
    const given = (reports: string[]) => errorOf(() => cardOfFolder(join(cwd, "m"), { reports }));
    expect((await given([join(cwd, "none")])).code).toBe("no-such-folder");
    const { input } = await cardOfFolder(join(cwd, "m"), { reports: [join(cwd, "r")], repo: "me/cats" });
    expect((await errorOf(() => buildModelCard(input))).code).toBe("reports-out-of-reach");
  });
});
