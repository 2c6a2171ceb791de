import { type Manifest, parseManifestText } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { localModel } from "../../models/local-models.ts";

/** What is told of a model without its graph. */
export interface Description {
  manifest: Manifest;
  /** The Markdown of its card, without front matter. */
  card: string | undefined;
  /** Where it is. */
  place: URL;
}

/** Larger ones are no cards. */
const LARGEST_CARD = 1_000_000;

/**
 * Reads a model's manifest and card from the first place that has it.
 *
 * @throws TinyCatsError "no-manifest", and what parseManifestText throws; the signal's reason
 */
export async function readDescription(places: readonly URL[], signal: AbortSignal): Promise<Description> {
  let last: unknown;
  for (const place of places) {
    const local = localModel(place);
    try {
      const manifest = parseManifestText(await read(local?.manifest ?? new URL("tiny-cats.json", place), signal));
      const address = local ? local.files["README.md"] : new URL("README.md", place);
      return { manifest, card: address && (await cardText(address, signal)), place };
    } catch (error) {
      signal.throwIfAborted();
      last = error;
    }
  }
  throw last;
}

async function read(url: URL, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, { signal }).catch((cause) => {
    signal.throwIfAborted();
    throw noManifest(url, "could not be reached", cause);
  });
  if (!response.ok) throw noManifest(url, `answered ${response.status}`);
  return response.text();
}

function noManifest(url: URL, what: string, cause?: unknown): TinyCatsError {
  return new TinyCatsError("no-manifest", `${url.href} ${what}`, {
    value: url.href,
    remedy: "check the name and the connection, and that the model has a tiny-cats.json",
    cause,
  });
}

/** A model without a card, or with one that can't be read, is a model all the same. */
async function cardText(url: URL, signal: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal });
    const text = response.ok ? await response.text() : "";
    if (text === "" || text.length > LARGEST_CARD) return undefined;
    const { parseCard } = await import("@tiny-cats/card");
    return parseCard(text).body;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
