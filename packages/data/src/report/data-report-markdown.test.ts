import { expect, test } from "vitest";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { openImageSet } from "../images/open-image-set.ts";
import { drawPng } from "../testing/draw.ts";
import { dataReportMarkdown } from "./data-report-markdown.ts";
import { reportImageSet } from "./report-image-set.ts";

const rows = (text: string, title: string) => text.split(`## ${title}\n\n`)[1].split("\n\n")[0].split("\n").slice(2);

test("tells all that the report does", async () => {
  const picture = await drawPng(1);
  const set = await openImageSet(
    folderOf({
      "train/Bengal/1.png": picture,
      "val/Bengal/2.png": picture,
      "val/Bengal/3.png": await drawPng(1, { width: 240, height: 200 }),
      "val/Bengal/4.png": "no picture",
      "val/notes.txt": "",
    }),
  );
  const text = dataReportMarkdown(await reportImageSet(set, { command: "tiny-cats data report x" }));
  expect(rows(text, "Classes")).toEqual(["| Bengal | 4 | 1 | 3 |"]);
  expect(rows(text, "Splits")[0]).toMatch(/^\| train \| 1 \| [0-9a-f]{64} \|$/);
  expect(rows(text, "Sizes")[0]).toBe("| width | 60 | 60 | 60 | 60 | 150 | 222 | 240 |");
  expect(rows(text, "Broken pictures")).toEqual([
    "| val/Bengal/4.png | Bengal | not-a-picture | this is no picture that can be read |",
  ]);
  expect(rows(text, "Files of the same bytes")).toEqual([
    "| train/Bengal/1.png (train), val/Bengal/2.png (val) | yes |",
  ]);
  expect(rows(text, "Pictures that look the same")[0]).toMatch(
    /^\| train\/Bengal\/1\.png \(train\) \| val\/Bengal\/3\.png \(val\) \| \d \| yes \|$/,
  );
  expect(rows(text, "Files that are no pictures of a class")).toEqual(["| val/notes.txt |"]);
  expect(text).toContain("## Other than the index says\n\nNone.");
  expect(rows(text, "Problems")[0]).toBe("| error | broken-pictures | 1 picture can't be read |");
  expect(text).toContain("```\ntiny-cats data report x\n```");
});

test("names of a stranger's files and classes stay inside their cells, and long lists are cut", async () => {
  const strange = "<script>|`x`[a](b)&";
  const files = Array.from({ length: 102 }, (_, i) => [`${strange}/${i}.png`, ""]);
  const set = await openImageSet(folderOf(Object.fromEntries(files)));
  const text = dataReportMarkdown(await reportImageSet(set, { command: "x\n```\n# y", threshold: null }));
  expect(rows(text, "Classes")).toEqual(["| \\<script\\>\\|\\`x\\`\\[a\\](b)\\& | 102 | 102 |"]);
  expect(rows(text, "Broken pictures")).toHaveLength(100);
  expect(text).toContain("\n\nAnd 2 more.\n\n");
  expect(text).toContain("## Sizes\n\nNot measured: no picture could be read.");
  expect(text).toContain("## Pictures that look the same\n\nNot measured: it was not asked for.");
  expect(text.match(/^```/gm)).toHaveLength(2);
});
