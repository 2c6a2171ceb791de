import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { readDrawingSettings, readPngText } from "@tiny-cats/core/png";
import { texts } from "../src/texts.ts";
import {
  card,
  catPercent,
  chelsea,
  choose,
  expect,
  openClassify,
  type PictureFile,
  stripes,
} from "./classify/pictures.ts";
import { downloadPng, drawIt, furthest, openDraw } from "./drawing.ts";
import { test } from "./kit.ts";

const CLI = join(import.meta.dirname, "..", "..", "cli", "dist", "main.js");
const pictures = join(import.meta.dirname, "..", "public", "pictures");
const run = promisify(execFile);

test.setTimeout(120_000);

async function folder() {
  const path = await mkdtemp(join(tmpdir(), "tiny-cats-test-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

async function losslessPictures(): Promise<PictureFile[]> {
  const names = (await readdir(pictures, { recursive: true })).filter((name) => name.endsWith(".png"));
  const files = names.map(async (name) => ({
    name: basename(name),
    mimeType: "image/png",
    buffer: await readFile(join(pictures, name)),
  }));
  return [await chelsea(), await stripes(), ...(await Promise.all(files))];
}

test("lossless pictures have the probabilities of the command line, to 1e-4", async ({ page, site }) => {
  await using dir = await folder();
  const files = await losslessPictures();
  expect(files.length).toBeGreaterThanOrEqual(17);
  for (const { name, buffer } of files) await writeFile(join(dir.path, name), buffer);
  const { stdout } = await run(process.execPath, [CLI, "classify", dir.path, "--top-k", "13", "--format", "jsonl"]);
  interface Line {
    file: string;
    predictions: { label: string; probability: number }[];
  }
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
  expect(lines).toHaveLength(files.length);

  await openClassify(page, site.url);
  await choose(page, files);
  await expect(page.locator('[data-phase="done"]')).toHaveCount(files.length, { timeout: 60_000 });
  await page.getByRole("slider").press("End");
  let furthestApart = 0;
  for (const { file, predictions } of lines) {
    const rows = await card(page, basename(file))
      .getByRole("listitem")
      .evaluateAll((items) =>
        items.map((item): [string, number] => {
          const { transform } = item.querySelector<HTMLElement>(".meter > span")!.style;
          return [item.querySelector(".bar-name")!.textContent!, Number(/scaleX\((.+)\)/.exec(transform)![1])];
        }),
      );
    const here = new Map(rows);
    expect(here.size).toBe(13);
    for (const { label, probability } of predictions) {
      const apart = Math.abs((here.get(texts.classify.card.labelOf(label)) ?? Number.NaN) - probability);
      expect(apart, `${file}: ${label}`).toBeLessThanOrEqual(1e-4);
      furthestApart = Math.max(furthestApart, apart);
    }
  }
  test.info().annotations.push({ type: "largest gap of a probability", description: String(furthestApart) });
});

test("a picture that the command line drew opens, and is drawn again within 2 of 255", async ({ page, site }) => {
  await using dir = await folder();
  const options = "--breed ragdoll --seed 424242 --steps 3 --solver heun --guidance 1.5";
  await run(process.execPath, [CLI, "generate", ...options.split(" "), "--out", dir.path]);
  const theirs = await readFile(join(dir.path, "Ragdoll_000.png"));
  await openDraw(page, site);
  await page.locator('input[type="file"]').setInputFiles({ name: "theirs.png", mimeType: "image/png", buffer: theirs });
  await expect(page.getByText(texts.draw.open.done)).toBeVisible();
  await expect(page.locator(".notice")).not.toContainText(texts.draw.open.otherModel);
  await drawIt(page);
  const ours = await downloadPng(page);
  expect(readDrawingSettings(await readPngText(ours))).toEqual(readDrawingSettings(await readPngText(theirs)));
  expect(await furthest(ours, theirs)).toBeLessThanOrEqual(2);
});

test("a picture that was drawn here is classified here as the command line does", async ({ page, site }) => {
  await using dir = await folder();
  await openDraw(page, site, "?breed=siamese&seed=21&steps=4");
  await drawIt(page);
  const buffer = await downloadPng(page);
  const path = join(dir.path, "drawn.png");
  await writeFile(path, buffer);
  const { stdout } = await run(process.execPath, [CLI, "classify", path, "--format", "jsonl"]);
  await openClassify(page, site.url);
  await choose(page, [{ name: "drawn.png", mimeType: "image/png", buffer }]);
  const percent = await catPercent(card(page, "drawn.png"));
  expect(Math.abs(percent / 100 - JSON.parse(stdout).cat_probability)).toBeLessThanOrEqual(5.1e-4);
});
