import { describe, expect, test } from "vitest";
import { gateOf } from "../../testing/gate-of.ts";
import { change, put } from "../../testing/model-folder.ts";
import { handClassifier } from "../../testing/tiny-graphs.ts";

describe("licence", () => {
  const licensed = (license: unknown, card?: string) => {
    const folder = handClassifier((_, mean) => mean);
    change(folder, "tiny-cats.json", (manifest) => {
      manifest.license = license;
    });
    if (card !== undefined) put(folder, "README.md", card);
    return gateOf(folder, "licence");
  };
  const card = (yaml: string) => `---\n${yaml}\n---\n# Cats\n`;

  test.each<[unknown, RegExp]>([
    [undefined, /^tiny-cats.json: license is missing/],
    ["", /^tiny-cats.json: license must be an SPDX expression/],
    ["free for all", /^tiny-cats.json: license must be an SPDX expression/],
    ["NOASSERTION", /^tiny-cats.json names no licence: it says NOASSERTION/],
    ["NONE", /names no licence: it says NONE/],
    ["LicenseRef-unknown", /names no licence: it says LicenseRef-unknown/],
  ])("%j is none", async (license, message) => {
    const result = await licensed(license);
    expect(result.passed).toBe(false);
    expect(result.message).toMatch(message);
    expect(result.remedy).toContain("--license <spdx>");
  });

  test.each([
    ["MIT", undefined],
    ["CC-BY-SA-4.0", card("license: cc-by-sa-4.0")],
    ["MIT", card("license: [mit, apache-2.0]")],
    [
      "Apache-2.0 AND (CC-BY-SA-4.0 OR MIT)",
      card("license: other\nlicense_name: Apache-2.0 AND (CC-BY-SA-4.0 OR MIT)"),
    ],
  ])("%s with %j", async (license, text) => {
    expect(await licensed(license, text)).toMatchObject({ passed: true, value: license });
  });

  test.each([
    [card("license: mit"), "tiny-cats.json says CC-BY-SA-4.0, and the card names mit"],
    [card("tags: [cats]"), "tiny-cats.json says CC-BY-SA-4.0, and the card names no licence"],
  ])("a card that says otherwise: %j", async (text, message) => {
    expect(await licensed("CC-BY-SA-4.0", text)).toMatchObject({ passed: false, message });
  });

  test("a README that is no card is a warning", async () => {
    const result = await licensed("MIT", "# Cats\n");
    expect(result.passed).toBe(true);
    expect(result.warnings).toEqual([
      "classifier licence: README.md has no front matter: the Hub would show no licence",
    ]);
  });

  test("a card that can't be read", async () => {
    expect((await licensed("MIT", "---\nlicense: [\n---\n")).passed).toBe(false);
  });
});
