import { inline } from "../inline.ts";
import { markdownTable } from "../markdown-table.ts";
import type { SectionMaker } from "./section.ts";

/** The labels by id, and which of them a generator draws. */
export const labels: SectionMaker = {
  id: "breeds",
  title: "Classes",
  make({ parts }) {
    const labelled = parts.filter(({ part }) => part.manifest.labels);
    if (labelled.length === 0) return undefined;
    const texts = labelled.map(({ part: { manifest } }) => manifest.labels!.join("\n"));
    // Models that are published together mostly share their labels: then one table is enough.
    const groups = labelled.filter((_, i) => texts.indexOf(texts[i]) === i);
    return groups
      .map(({ part: { manifest } }) => {
        const list = manifest.labels!;
        const artist = labelled.find(
          ({ part }) => part.manifest.generation && part.manifest.labels!.join("\n") === list.join("\n"),
        );
        const drawable = artist?.part.manifest.generation?.drawable;
        const rows = list.map((label, id) => [
          String(id),
          inline(label),
          ...(drawable ? [drawable.includes(id) ? "yes" : "no"] : []),
        ]);
        return markdownTable(["id", "class", ...(drawable ? ["drawn"] : [])], rows);
      })
      .join("\n\n");
  },
};
