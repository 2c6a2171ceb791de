import { basename, extname, join, resolve } from "node:path";
import { type Drawing, type Generator, toRgb } from "@tiny-cats/core";
import { planDrawings } from "@tiny-cats/core/drawings";
import type { FoundModel } from "@tiny-cats/core/node";
import { decodePng, drawingText, encodePng, readDrawingSettings, readPngText } from "@tiny-cats/core/png";
import { readFileBounded, writeFileAtomic } from "@tiny-cats/files";
import type { GenerationManifest } from "@tiny-cats/schema";
import type { CommandContext } from "../../command-context.ts";
import { describeSettings } from "../../drawing/describe-settings.ts";
import { makeFolder } from "../../drawing/make-folder.ts";
import { pixelDifference } from "../../drawing/pixel-difference.ts";
import { stepProgress } from "../../drawing/step-progress.ts";
import type { ExitCode } from "../../exit-codes.ts";
import type { PulledFrom } from "../../models/model-source.ts";
import { shortHash } from "../../models/short-hash.ts";
import { chooseFormat } from "../../output/format.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import type { GENERATE_OPTIONS } from "./spec.ts";

const LARGEST_DRAWING = 64 << 20;

/** `generate --like`: draws a drawing again from the settings it carries, beside it, and says how far the two lie apart. */
export async function runLike(
  context: CommandContext,
  like: string,
  {
    found,
    load,
    pulled,
  }: {
    found: FoundModel & { manifest: GenerationManifest };
    load: () => Promise<Generator>;
    pulled: PulledFrom | undefined;
  },
): Promise<ExitCode> {
  const { io, talk } = context;
  const given = await readFileBounded(resolve(io.cwd, like), { maxBytes: LARGEST_DRAWING, signal: io.signal });
  const settings = readDrawingSettings(await readPngText(given));
  const { breed, index, modelSha256, ...options } = settings;
  planDrawings([{ breed, index }], options, found.manifest);
  const sameModel = modelSha256 === found.graph.sha256;
  if (!sameModel) {
    talk.note(
      `note: ${like} was drawn by another model (sha256 ${shortHash(modelSha256)}, this one is ${shortHash(found.graph.sha256)}); expect another picture`,
    );
  }
  const generator = await load();
  try {
    const progress = talk.progress("Drawing 1 picture", options.steps);
    const drawings = generator.draw([{ breed, index }], {
      ...options,
      signal: io.signal,
      onStep: stepProgress(progress),
    });
    const { value: drawing } = await drawings.next();
    progress.end();
    const difference = pixelDifference((drawing as Drawing).image, toRgb(await decodePng(given)));
    await report(context, { like, drawing: drawing as Drawing, sameModel, difference, pulled });
    return 0;
  } finally {
    await generator.dispose();
  }
}

async function report(
  { io, out, talk, options }: CommandContext,
  {
    like,
    drawing,
    sameModel,
    difference,
    pulled,
  }: {
    like: string;
    drawing: Drawing;
    sameModel: boolean;
    difference: ReturnType<typeof pixelDifference>;
    pulled: PulledFrom | undefined;
  },
): Promise<void> {
  const { out: folder, format } = options as OptionValues<typeof GENERATE_OPTIONS>;
  const png = await encodePng(drawing.image, { text: drawingText(drawing.settings) });
  const apart = difference
    ? `the pixels differ by ${difference.max} of 255 at most, ${Number(difference.mean.toPrecision(3))} on average`
    : "its size differs from the given drawing's: the pixels can't be compared";
  if (folder === "-") {
    out.bytes(png);
    return talk.note(apart);
  }
  // Beside the name it was given under: drawing again must not replace what is compared with.
  const file = join(folder, `${basename(like, extname(like))}_redrawn.png`);
  await makeFolder(resolve(io.cwd, folder));
  await writeFileAtomic(resolve(io.cwd, file), png);
  talk.note(`${drawing.settings.breed}: ${describeSettings(drawing.settings)}`);
  const { breed, index, seed } = drawing.settings;
  const found = {
    file,
    like,
    breed_name: breed,
    index,
    seed,
    same_model: sameModel,
    max_difference: difference?.max ?? null,
    mean_difference: difference?.mean ?? null,
    ...(pulled && { model: pulled }),
  };
  const chosen = chooseFormat(format, io.stdout);
  if (chosen === "human") out.line(`${file}: ${apart}`);
  else if (chosen === "json") out.json(found);
  else out.list("jsonl").item(found);
}
