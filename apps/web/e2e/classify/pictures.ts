import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect as base, type Locator, type Page } from "@playwright/test";
import { encodePng } from "@tiny-cats/core/png";
import { texts } from "../../src/texts.ts";

/** A file as it is given to the page. */
export interface PictureFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export const words = texts.classify;

/** Waits longer than its kind does: a machine that has other work asks the network slowly. */
export const expect = base.configure({ timeout: 30_000 });

/** The project's photo of a cat. */
export async function chelsea(name = "chelsea.png"): Promise<PictureFile> {
  const path = join(import.meta.dirname, "..", "..", "..", "..", "tooling", "fixtures", "chelsea.png");
  return { name, mimeType: "image/png", buffer: await readFile(path) };
}

/** Narrow upright stripes, black and white: no cat. */
export async function stripes(name = "stripes.png"): Promise<PictureFile> {
  const [width, height] = [320, 240];
  const data = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data.fill(x % 8 < 4 ? 0 : 255, (y * width + x) * 3, (y * width + x + 1) * 3);
  return { name, mimeType: "image/png", buffer: Buffer.from(await encodePng({ data, width, height })) };
}

/** Opens the page, and waits for the classifier where it is to come. */
export async function openClassify(page: Page, root: URL, { ready = true } = {}): Promise<void> {
  await page.goto(new URL("classify/", root).href);
  if (ready) await expect(status(page)).toHaveAttribute("data-phase", "ready");
}

/** How the classifier is on its way. */
export const status = (page: Page): Locator => page.locator(".load-status");

/** Chooses files, as through the button. */
export const choose = (page: Page, files: PictureFile[]): Promise<void> =>
  page.locator(".drop-zone input[type=file]").setInputFiles(files);

/** The card of a picture, by its name. */
export const card = (page: Page, name: string): Locator => page.getByRole("article", { name, exact: true });

/** P(cat) of a card in percent, once it is there. */
export async function catPercent(of: Locator): Promise<number> {
  await expect(of).toHaveAttribute("data-phase", "done");
  const said = await of.locator("[data-saying]").textContent();
  return Number(/([\d.]+) %/.exec(said ?? "")?.[1]);
}

/** Gives files to the page as a drop or a paste does. */
export async function give(page: Page, kind: "drop" | "paste", { name, mimeType, buffer }: PictureFile): Promise<void> {
  await page.evaluate(
    ({ kind, name, mimeType, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], name, { type: mimeType }));
      const event =
        kind === "drop"
          ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
          : new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      document.querySelector("footer")?.dispatchEvent(event);
    },
    { kind, name, mimeType, base64: buffer.toString("base64") },
  );
}
