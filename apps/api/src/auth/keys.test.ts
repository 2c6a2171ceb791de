import { createHash } from "node:crypto";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { createKey } from "./create-key.ts";
import { createKeyRing } from "./key-ring.ts";
import { parseKeys } from "./parse-keys.ts";
import { readKeys } from "./read-keys.ts";

const hash = "ab".repeat(32);

describe("createKey", () => {
  test("makes a key of 256 bits, another each time, and keeps its hash alone", () => {
    const { key, entry } = createKey("ann", { requestsPerMinute: 5 });
    expect(key).toMatch(/^tc_[\w-]{43}$/);
    expect(entry).toEqual({
      id: "ann",
      sha256: createHash("sha256").update(key).digest("hex"),
      requests_per_minute: 5,
    });
    expect(createKey("ann").key).not.toBe(key);
  });

  test("refuses ids that a line of log or a header could not hold", async () => {
    for (const id of ["", "a b", "a\nb", "x".repeat(65), "ä"]) {
      expect((await errorOf(() => createKey(id))).code).toBe("invalid-keys");
    }
    expect((await errorOf(() => createKey("a", { requestsPerMinute: 0.5 }))).code).toBe("invalid-keys");
  });
});

describe("a keys file", () => {
  test("is read", async () => {
    const { entry } = createKey("ann");
    const folder = folderOf({ "keys.json": JSON.stringify([entry]) });
    expect(await readKeys(join(folder, "keys.json"))).toEqual([entry]);
  });

  test.each([
    ["no list", {}],
    ["a key in the clear", [{ id: "a", key: "tc_secret" }]],
    ["a key beside its hash", [{ id: "a", sha256: hash, key: "tc_secret" }]],
    ["a hash that is none", [{ id: "a", sha256: "tc_secret" }]],
    [
      "an id twice",
      [
        { id: "a", sha256: hash },
        { id: "a", sha256: "cd".repeat(32) },
      ],
    ],
    [
      "a hash twice",
      [
        { id: "a", sha256: hash },
        { id: "b", sha256: hash },
      ],
    ],
    ["too many", Array.from({ length: 10_001 }, (_, i) => ({ id: `k${i}`, sha256: hash }))],
  ])("with %s is refused, and the error tells nothing of what stands there", async (_, value) => {
    const error = await errorOf(() => parseKeys(value));
    expect(error.code).toBe("invalid-keys");
    expect(JSON.stringify([error.message, error.value])).not.toContain("tc_secret");
  });

  test("larger than 4 MiB is not read", async () => {
    const folder = folderOf({ "keys.json": " ".repeat((4 << 20) + 1) });
    await expect(readKeys(join(folder, "keys.json"))).rejects.toMatchObject({ code: "file-too-large" });
  });
});

test("a key ring finds whose key it is, and nobody's by a hash or a part", () => {
  const made = ["ann", "bob", "eve"].map((id) => createKey(id));
  const ring = createKeyRing(made.map(({ entry }) => entry));
  expect(made.map(({ key }) => ring.find(key)?.id)).toEqual(["ann", "bob", "eve"]);
  for (const { key, entry } of made) {
    for (const wrong of [entry.sha256, key.slice(0, -1), `${key}A`, key.toUpperCase(), ""]) {
      expect(ring.find(wrong)).toBeUndefined();
    }
  }
  expect(createKeyRing([]).find(made[0].key)).toBeUndefined();
});
