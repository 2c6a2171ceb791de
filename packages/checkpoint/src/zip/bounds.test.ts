import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { openCheckpoint } from "../open-checkpoint.ts";
import { assemble, p } from "../testing/assemble.ts";
import { buildZip } from "../testing/build-zip.ts";

test("an archive of more entries than there may be tensors is refused before they are read", async () => {
  const many = Array.from({ length: 111 }, (_, i) => ({ name: `archive/data/${i}` }));
  const file = buildZip([{ name: "archive/data.pkl", data: assemble(p.int(1)) }, ...many]);
  const error = await errorOf(() => openCheckpoint(file, { limits: { objects: 80 } }));
  expect([error.code, error.message]).toEqual(["checkpoint-too-large", expect.stringContaining("entries")]);
});
