import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEvaluationReportText } from "@tiny-cats/schema";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { exampleReport } from "../../testing/example-report.ts";
import { reportTo } from "./report-to.ts";

const { signal } = new AbortController();
const report = exampleReport();
const picture = { file: "sheet.png", caption: "seed 0", data: new Uint8Array([1, 2, 3]) };

test("JSON is written with its pictures beside it, a file for each part", async () => {
  const cwd = temporaryFolder();
  expect(await reportTo("r.json")([{ report, pictures: [picture] }], { cwd, signal })).toEqual([
    "r-sheet.png",
    "r.json",
  ]);
  expect(parseEvaluationReportText(await readFile(join(cwd, "r.json"), "utf8"))).toEqual(report);
  const part = (name: string) => ({ report, name, pictures: [picture] });
  await reportTo("w.json")([part("raw"), part("ema")], { cwd, signal });
  expect((await readdir(cwd)).sort()).toEqual(
    ["r-sheet.png", "r.json", "w-ema-sheet.png", "w-ema.json", "w-raw-sheet.png", "w-raw.json"].sort(),
  );
});

test("Markdown finds the picture by its name, wherever it is written", async () => {
  const cwd = temporaryFolder();
  await reportTo(join(cwd, "r.md"))([{ report, pictures: [picture] }], { cwd: "/nowhere", signal });
  expect(await readFile(join(cwd, "r.md"), "utf8")).toContain("![seed 0](<r-sheet.png>)");
  expect(new Uint8Array(await readFile(join(cwd, "r-sheet.png")))).toEqual(picture.data);
});

test("HTML is one file", async () => {
  const cwd = temporaryFolder();
  await reportTo("r.html")([{ report, pictures: [picture] }], { cwd, signal });
  expect(await readdir(cwd)).toEqual(["r.html"]);
  expect(await readFile(join(cwd, "r.html"), "utf8")).toContain("data:image/png;base64,AQID");
});

test("another ending is refused at once", () => {
  expect(() => reportTo("r.txt")).toThrow(expect.objectContaining({ code: "invalid-option-value" }));
});
