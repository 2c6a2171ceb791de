import { basename, join } from "node:path";
import { detectNoise } from "@tiny-cats/eval";
import { readJsonBounded, sha256 } from "@tiny-cats/files";
import { parseGenerationMetadata } from "@tiny-cats/schema";
import { LAYOUT } from "../../layout.ts";
import type { PublishedFolder } from "../folder/open-folder.ts";
import type { PublishedModel } from "../folder/open-model.ts";
import type { ModelGate } from "../gate.ts";
import { readSample, readSampleBytes, samplePaths } from "../models/folder-pictures.ts";
import { failed, passed } from "../verdicts.ts";

const LARGEST_METADATA = 2 ** 24;

/** Drawings of each breed, drawn now, and the samples that lie in the folder, are pictures of something; the samples are this model's. */
export const samplesNotNoise: ModelGate = {
  name: "samples-not-noise",
  needs: "runs",
  kinds: ["generator"],
  async run(model, context) {
    const { published, signal } = context;
    const stop = signal ? { signal } : {};
    const threshold = 0;
    const paths = samplePaths(published);
    const others = await foreignSamples(published, model, paths, stop);
    if (others.fault !== undefined)
      return failed(others.fault, {
        threshold,
        remedy: "draw them again with the model that is published: tiny-cats generate --model <folder>",
      });
    const found: string[] = [];
    const judge = (name: string, image: Parameters<typeof detectNoise>[0]) => {
      const { noise, outside } = detectNoise(image);
      if (noise) found.push(`${name} (${outside.join(", ")})`);
    };
    const drawings = (await context.drawings()) ?? [];
    for (const { label, image } of drawings) judge(`a drawing of ${label}`, image);
    for (const path of paths) judge(path, await readSample(published, path, stop));
    const all = `${drawings.length} drawings and ${paths.length} samples`;
    if (found.length === 0) return passed(`${all} are pictures`, { value: 0, threshold, warnings: others.warnings });
    return failed(`${found.length} of ${all} are noise: ${found.slice(0, 5).join("; ")}`, {
      value: found.length,
      threshold,
      remedy:
        "train the generator longer, or publish another checkpoint; draw samples with the model that is published",
    });
  },
};

/** What says that the samples are not this model's. */
async function foreignSamples(
  published: PublishedFolder,
  { manifest }: PublishedModel,
  paths: readonly string[],
  stop: { signal?: AbortSignal },
): Promise<{ fault?: string; warnings: string[] }> {
  const { root, entries } = published;
  const place = LAYOUT.samplesMetadata;
  if (!entries.some(({ path }) => path === place))
    return { warnings: paths.length > 0 ? [`no ${place} says what drew the samples`] : [] };
  const metadata = parseGenerationMetadata(
    await readJsonBounded(join(root, place), { maxBytes: LARGEST_METADATA, ...stop }),
  );
  if (!manifest.files.some((file) => file.sha256 === metadata.model.sha256))
    return { fault: `the samples were drawn by another model, ${metadata.model.sha256.slice(0, 12)}`, warnings: [] };
  const told = new Map(metadata.files.map(({ file, sha256: hash }) => [basename(file), hash]));
  for (const path of paths) {
    const hash = told.get(basename(path));
    if (hash === undefined) return { fault: `${place} does not say what drew ${path}`, warnings: [] };
    if (hash !== sha256(await readSampleBytes(published, path, stop)))
      return { fault: `${path} is not the picture that ${place} speaks of`, warnings: [] };
  }
  return { warnings: [] };
}
