import { join } from "node:path";
import { parseCard } from "@tiny-cats/card";
import { readTextBounded } from "@tiny-cats/files";
import { LAYOUT } from "../../layout.ts";
import { UNKNOWN_LICENCE } from "../../unknown-licence.ts";
import type { PublishedFolder } from "../folder/open-folder.ts";
import type { ModelGate } from "../gate.ts";
import { failed, passed } from "../verdicts.ts";

const LARGEST_CARD = 2 ** 24;
/** SPDX's own words for none, and that of a checkpoint of which nobody has told any. */
const NONE = new Set(["NOASSERTION", "NONE", UNKNOWN_LICENCE]);
const REMEDY =
  "write the licence of the weights as an SPDX expression, such as CC-BY-SA-4.0, into tiny-cats.json (tiny-cats publish --license <spdx>)";

/** The manifest names a licence, and the card, where there is one, the same. */
export const licence: ModelGate = {
  name: "licence",
  needs: "files",
  kinds: ["classifier", "generator", "language"],
  async run({ prefix, manifest, licenceFault }, { published, signal }) {
    const name = `${prefix}${LAYOUT.manifest}`;
    if (licenceFault !== undefined) return failed(`${name}: ${licenceFault}`, { remedy: REMEDY });
    const value = manifest.license;
    if (NONE.has(value)) return failed(`${name} names no licence: it says ${value}`, { value, remedy: REMEDY });
    const told = await licencesOfCard(published, signal);
    if (told === undefined) return passed(value, { value });
    if (told === "no card")
      return passed(`${value}, in the manifest alone`, {
        value,
        warnings: [`${LAYOUT.card} has no front matter: the Hub would show no licence`],
      });
    const lacking = partsOf(value).filter((id) => !told.has(id));
    if (lacking.length === 0) return passed(`${value}, in manifest and card`, { value });
    const named = told.size > 0 ? `names ${[...told].join(", ")}` : "names no licence";
    return failed(`${name} says ${value}, and the card ${named}`, {
      value,
      remedy: "build the card again from the manifests: tiny-cats card update <folder>",
    });
  },
};

function partsOf(expression: string): string[] {
  return expression
    .toLowerCase()
    .split(/ (?:and|or|with) |[()\s]+/)
    .filter((part) => part !== "");
}

/** What the card's front matter names, in small letters; undefined without a README.md. Throws what reading and parsing throw. */
async function licencesOfCard(
  { root, entries }: PublishedFolder,
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string> | "no card" | undefined> {
  if (!entries.some(({ path }) => path === LAYOUT.card)) return undefined;
  const text = await readTextBounded(join(root, LAYOUT.card), { maxBytes: LARGEST_CARD, ...(signal && { signal }) });
  const { frontMatter } = parseCard(text);
  if (!frontMatter) return "no card";
  const { license, license_name } = frontMatter.data;
  const named = [license, license_name].flat().filter((one): one is string => typeof one === "string");
  return new Set(named.flatMap(partsOf));
}
