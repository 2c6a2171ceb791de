import { code } from "../code.ts";
import type { PartFacts } from "../facts.ts";
import { format } from "../format.ts";
import { inline } from "../inline.ts";
import { markdownTable } from "../markdown-table.ts";
import type { SectionMaker } from "./section.ts";

/** What the models are for, and how large they are. */
export const overview: SectionMaker = {
  id: "overview",
  title: "Overview",
  make({ parts, input }) {
    const rows = parts.map(({ part: { folder, manifest }, models }) => [
      folder === "" ? inline(manifest.name) : `${inline(manifest.name)} (${code(`${folder}/`)})`,
      manifest.task,
      inline(manifest.architecture),
      manifest.parameters === undefined ? "not stated" : format.count(manifest.parameters),
      models.map(({ bytes }) => format.bytes(bytes)).join(", "),
    ]);
    const table = markdownTable(["model", "task", "architecture", "parameters", "graphs and weights"], rows);
    return [input.notes?.sections?.overview, ...parts.map(sentence), table].filter(Boolean).join("\n\n");
  },
};

function sentence({ part: { manifest } }: PartFacts): string {
  const { labels = [], generation } = manifest;
  const name = inline(manifest.name);
  if (manifest.task === "image-classification") return `${name} tells ${labels.length} classes apart in a picture.`;
  if (generation) {
    const side = generation.image_size;
    return `${name} draws pictures of ${side}x${side} pixels of ${generation.drawable.length} classes.`;
  }
  return `${name} continues a text, token by token.`;
}
