import type { BrowserContext } from "@playwright/test";
import { type Errand, type Marks, watchPage } from "./watch-page.ts";

/** Milliseconds after which a visit has failed. */
const PATIENCE = 60_000;

/** Opens a page in a tab of its own, does the errand, and closes it after `lingerMs`, in which it keeps what it keeps. */
export async function visit(
  context: BrowserContext,
  address: string,
  errand: Errand,
  { onDone, lingerMs = 0 }: { onDone?: () => void; lingerMs?: number } = {},
): Promise<Required<Marks>> {
  const page = await context.newPage();
  try {
    const said: string[] = [];
    page.on("console", (message) => message.type() === "error" && said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    await page.addInitScript(watchPage, errand);
    await page.goto(address, { waitUntil: "commit" });
    const marks = await page
      .waitForFunction(
        () => {
          const { marks } = globalThis as unknown as { marks?: Marks };
          return marks?.answer === undefined ? undefined : marks;
        },
        undefined,
        { timeout: PATIENCE, polling: 50 },
      )
      .catch((cause) => {
        throw new Error(`${address} did not get there: ${said.join("; ")}`, { cause });
      });
    onDone?.();
    await page.waitForTimeout(lingerMs);
    return (await marks.jsonValue()) as Required<Marks>;
  } finally {
    await page.close();
  }
}
