import { join } from "node:path";
import { ifThere, readTextBounded } from "@tiny-cats/files";
import { type Manifest, type ModelFile, parseManifest } from "@tiny-cats/schema";
import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";
import { LAYOUT } from "../../layout.ts";
import { kindOf, type ModelKind } from "../../model-kind.ts";

/** A model as its manifest describes it. */
export interface PublishedModel {
  kind: ModelKind;
  /** Below the folder that is judged: "" or "generator/". */
  prefix: string;
  /** Absolute. */
  folder: string;
  manifest: Manifest;
  /** What is wrong with the licence in the manifest; it is then NOASSERTION, so that the rest can be judged. */
  licenceFault?: string;
  /** The graph that runs unless told. */
  graph?: ModelFile;
  /** Graphs in 8 bits or fewer. */
  quantized: readonly ModelFile[];
  weights?: ModelFile;
}

const LARGEST_MANIFEST = 1 << 20;
const SMALL_TYPES: readonly unknown[] = ["int8", "uint8", "int4", "uint4"];

/**
 * The model that a folder's tiny-cats.json describes; undefined where there is none.
 *
 * @throws TinyCatsError "invalid-json", "wrong-document", "unknown-document-version", "invalid-document"; FilesError of reading it
 */
export async function openModel(
  root: string,
  prefix: string,
  { signal }: { signal?: AbortSignal },
): Promise<PublishedModel | undefined> {
  const folder = join(root, prefix);
  const name = `${prefix}${LAYOUT.manifest}`;
  const options = { maxBytes: LARGEST_MANIFEST, ...(signal && { signal }) };
  const text = await ifThere(readTextBounded(join(folder, LAYOUT.manifest), options));
  if (text === undefined) return undefined;
  const { manifest, licenceFault } = parse(text, name);
  const { files } = manifest;
  const graphs = files.filter(({ role }) => role === "model");
  const [graph] = graphs;
  const weights = files.find(({ role }) => role === "weights");
  return {
    kind: kindOf(manifest),
    prefix,
    folder,
    manifest,
    ...(licenceFault !== undefined && { licenceFault }),
    ...(graph && { graph }),
    quantized: graphs.filter(({ path, dtype }) => path === LAYOUT.quantized || SMALL_TYPES.includes(dtype)),
    ...(weights && { weights }),
  };
}

/** A licence that is missing or none is a gate's matter; everything else must be in order to judge anything. */
function parse(text: string, name: string): { manifest: Manifest; licenceFault?: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new TinyCatsError("invalid-json", `${name} is not JSON: ${(cause as Error).message}`, {
      value: name,
      remedy: "correct that place, or fetch or write the file again: it may have been cut short",
      cause,
    });
  }
  try {
    return { manifest: parseManifest(value) };
  } catch (error) {
    if (!isTinyCatsError(error) || error.code !== "invalid-document") throw error;
    const problems = error.value as { path: string; message: string }[];
    const fault = problems.length === 1 && problems[0].path === "license" ? problems[0] : undefined;
    if (!fault) throw error;
    const manifest = parseManifest({ ...(value as object), license: "NOASSERTION" });
    return { manifest, licenceFault: `license ${fault.message}` };
  }
}
