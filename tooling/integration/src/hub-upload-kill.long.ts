import { expect, test } from "vitest";
import { killAndGoOn } from "./hub-upload-kill.ts";

test("killed at 20 moments in the middle, an upload is gone on with each time", async () => {
  const rows: string[] = [];
  let inTheMiddle = 0;
  for (let i = 0; inTheMiddle < 20 && i < 40; i++) {
    const bytes = 150_000 + Math.round((i % 20) * 82_000) + i * 13;
    const { before, again, told } = await killAndGoOn("uploading", bytes);
    if (before > 0 && before < 1_800_000) inTheMiddle++;
    rows.push(`killed at ${bytes}: ${before} bytes there, ${again} sent again, ${told} told`);
    expect(told).toBeGreaterThanOrEqual(again);
  }
  console.log(rows.join("\n"));
  expect(inTheMiddle).toBe(20);
});
