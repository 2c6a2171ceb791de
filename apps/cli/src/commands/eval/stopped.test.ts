import { expect, test } from "vitest";
import { killWhileDrawing } from "../../testing/kill-while-drawing.ts";

test.each(["SIGINT", "SIGTERM"] as const)(
  "told to stop by %s while it draws, it ends with 130 and leaves nothing behind",
  { timeout: 120_000 },
  async (signal) => {
    expect(await killWhileDrawing(signal)).toEqual({ code: 130, killed: null, left: [] });
  },
);
