import { STAGES } from "@tiny-cats/publish";
import { expect, test } from "vitest";
import { killPublication } from "./publish-kill.ts";

/** Stages that tell how far they are are killed in the middle, others where they begin. */
const MOMENTS = [
  ...STAGES.map((stage) => `begin:${stage}`),
  "prepare",
  "check",
  "measure",
  "gates",
  "upload:uploading",
  "verify",
  "answer:/repos/create",
  "answer:/preupload/",
  "answer:/objects/batch",
];

test.each(MOMENTS)("killed at %s, a publication is gone on with: one commit, one tag", async (moment) => {
  const { tags } = await killPublication(moment);
  // Nothing is tagged before it has been verified.
  if (moment !== "begin:report") expect(tags).toBe(0);
});
