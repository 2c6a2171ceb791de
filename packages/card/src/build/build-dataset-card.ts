import { TinyCatsError } from "@tiny-cats/schema/errors";
import { licenceFields } from "../front-matter/licence-fields.ts";
import { assembleCard } from "./assemble-card.ts";
import type { BuiltCard, BuiltSection } from "./built-card.ts";
import { checkRepo } from "./check-repo.ts";
import { code } from "./code.ts";
import type { DatasetCardInput } from "./dataset-card-input.ts";
import { fileTable } from "./file-table.ts";
import { format } from "./format.ts";
import { inline } from "./inline.ts";
import { link } from "./link.ts";
import { markdownTable } from "./markdown-table.ts";
import { UNFILLED } from "./sections/section.ts";

/** The Hub's words for a number of items (https://huggingface.co/docs/hub/datasets-cards). */
const SIZES: readonly [number, string][] = [
  [1e3, "n<1K"],
  [1e4, "1K<n<10K"],
  [1e5, "10K<n<100K"],
  [1e6, "100K<n<1M"],
  [1e7, "1M<n<10M"],
  [1e8, "10M<n<100M"],
  [1e9, "100M<n<1B"],
  [1e10, "1B<n<10B"],
  [1e11, "10B<n<100B"],
  [1e12, "100B<n<1T"],
];

/** Sections with numbers that nobody may change by hand. */
export const DATASET_MEASURED: ReadonlyMap<string, string> = new Map([
  ["splits", "Splits"],
  ["contents", "Contents"],
]);

/**
 * A dataset card: splits and classes as counted, sources, licence, files with hashes, and what people have to write.
 *
 * @throws TinyCatsError "empty-dataset" where no split has an item, "invalid-repo"
 */
export function buildDatasetCard(input: DatasetCardInput): BuiltCard {
  const { title, license, tasks = [], splits, files, notes, repo } = input;
  if (repo !== undefined) checkRepo(repo);
  const total = splits.reduce((sum, { items }) => sum + items, 0);
  if (total === 0) {
    throw new TinyCatsError(
      "empty-dataset",
      `"${title.slice(0, 200)}" has no item in any of its ${splits.length} splits`,
      {
        value: splits,
        remedy: "give the counts of a data set that has items",
      },
    );
  }
  const paper = files.find(({ path }) => /^(?:LICEN[CS]E|NOTICE)(?:\.(?:txt|md))?$/i.test(path))?.path;
  const section = (id: string, heading: string, text: string): BuiltSection[] =>
    text === ""
      ? []
      : [{ id, title: heading, measured: DATASET_MEASURED.has(id), markdown: `## ${heading}\n\n${text}` }];
  const written = notes?.sections ?? {};
  return assembleCard({
    kind: "dataset",
    title,
    ...(repo !== undefined && { repo }),
    frontMatter: {
      ...(license !== undefined && licenceFields(license, paper)),
      pretty_name: title,
      ...(tasks.length > 0 && { task_categories: [...tasks] }),
      size_categories: [SIZES.find(([limit]) => total < limit)?.[1] ?? "n>1T"],
      tags: ["tiny-cats"],
      ...notes?.frontMatter,
    },
    sections: [
      ...section("overview", "Overview", overview(input, total)),
      ...section("splits", "Splits", splitTables(input)),
      ...section("contents", "Contents", contents(input)),
      ...section("files", "Files", fileTable(files)),
      ...section("intended-use", "Intended use", written["intended-use"] ?? UNFILLED),
      ...section("limits", "Limits", written.limits ?? UNFILLED),
      ...section("bias", "Bias", written.bias ?? UNFILLED),
      ...section("licence", "Licence and attribution", licence(input, paper)),
      ...section("citation", "Citation", written.citation ?? "None is asked for."),
    ],
    omitted: [],
  });
}

function overview({ notes, item = "an item", splits }: DatasetCardInput, total: number): string {
  const size = `${format.count(total)} items in ${splits.length === 1 ? "one split" : `${splits.length} splits`}; one is ${inline(item)}.`;
  return [notes?.sections?.overview, size].filter(Boolean).join("\n\n");
}

function splitTables({ splits }: DatasetCardInput): string {
  const hashed = splits.some(({ sha256 }) => sha256 !== undefined);
  const sizes = markdownTable(
    ["split", "items", ...(hashed ? ["sha256"] : [])],
    splits.map(({ name, items, sha256 }) => [
      inline(name),
      format.count(items),
      ...(hashed ? [sha256 === undefined ? "not stated" : code(sha256)] : []),
    ]),
  );
  const classes = [...new Set(splits.flatMap(({ classes: counts = {} }) => Object.keys(counts)))];
  const rows = classes.map((name) => [
    inline(name),
    ...splits.map(({ classes: counts = {} }) => format.count(Object.hasOwn(counts, name) ? counts[name] : 0)),
  ]);
  return [sizes, markdownTable(["class", ...splits.map(({ name }) => inline(name))], rows)]
    .filter(Boolean)
    .join("\n\n");
}

function contents({ properties = [] }: DatasetCardInput): string {
  return markdownTable(
    ["property", "value"],
    properties.map(({ name, value }) => [inline(name), inline(value)]),
  );
}

function licence({ license = "not stated", sources = [], notes }: DatasetCardInput, paper: string | undefined): string {
  const rows = [
    ["this data set", inline(license)],
    ...sources.map(({ name, license: own, url }) => {
      const safe = url !== undefined && /^https?:\/\/[^\s()<>|]+$/.test(url);
      return [safe ? `[${inline(name)}](${url})` : inline(name), inline(own ?? "not stated")];
    }),
  ];
  const see = paper === undefined ? undefined : `See ${link(paper)}.`;
  return [markdownTable(["work", "licence"], rows), see, notes?.sections?.licence].filter(Boolean).join("\n\n");
}
