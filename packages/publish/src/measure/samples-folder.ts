import { join } from "node:path";
import { readDrawingSettings, readPngText } from "@tiny-cats/core/png";
import { readFileBounded, readTextBounded, safeJoin, sha256 } from "@tiny-cats/files";
import { type GenerationMetadata, parseGenerationMetadataText } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { LAYOUT } from "../layout.ts";

/** A folder of drawings that is what its metadata say. */
export interface SamplesFolder {
  metadata: GenerationMetadata;
  /** Of generation_metadata.json. */
  text: string;
  /** By name, each PNG as it lies there. */
  pictures: Map<string, Uint8Array>;
}

const METADATA = LAYOUT.samplesMetadata.slice(LAYOUT.samples.length + 1);
const LARGEST_PICTURE = 64 << 20;
const LARGEST_ALL = 512 << 20;

/**
 * Reads drawings, held to their metadata: each a PNG beside it, of the hash that it gives, drawn by the model that it names.
 *
 * @throws TinyCatsError "report-of-another-model" where that is not the graph of this hash, "sample-changed" where a picture is not as it was drawn;
 * what parseGenerationMetadataText throws; FilesError of reading
 */
export async function readSamples(
  folder: string,
  graph: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<SamplesFolder> {
  const stop = { ...(signal && { signal }) };
  const text = await readTextBounded(join(folder, METADATA), { maxBytes: 16 << 20, ...stop });
  const metadata = parseGenerationMetadataText(text);
  if (metadata.model.sha256 !== graph) {
    throw new TinyCatsError(
      "report-of-another-model",
      `the samples in ${folder} were drawn by a graph with sha256 ${metadata.model.sha256}, and ${graph} is published`,
      {
        value: metadata.model.sha256,
        remedy:
          "draw samples with the graph that is published: leave --samples-dir out, or run tiny-cats generate on it",
      },
    );
  }
  const pictures = new Map<string, Uint8Array>();
  let bytes = 0;
  for (const { file, sha256: expected } of metadata.files) {
    if (file.includes("/") || !file.endsWith(".png")) throw changed(file, "is no PNG beside its metadata");
    const png = await readFileBounded(safeJoin(folder, file), { maxBytes: LARGEST_PICTURE, ...stop });
    if (sha256(png) !== expected) throw changed(file, `has not the sha256 ${expected} that its metadata give`);
    const { modelSha256 } = readDrawingSettings(await readPngText(png));
    if (modelSha256 !== graph) throw changed(file, `says that a graph with sha256 ${modelSha256} drew it`);
    bytes += png.length;
    if (bytes > LARGEST_ALL) throw changed(file, `brings the samples above ${LARGEST_ALL} bytes`);
    pictures.set(file, png);
  }
  return { metadata, text, pictures };
}

function changed(file: string, fault: string): TinyCatsError {
  return new TinyCatsError("sample-changed", `the sample ${file} ${fault}`, {
    value: file,
    remedy: "draw the samples again with tiny-cats generate, or leave --samples-dir out to have them drawn",
  });
}
