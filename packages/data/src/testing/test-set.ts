import type { ImageItem, ImageSet } from "../images/image-set.ts";

/** A set in memory, of which no file is read; its labels are those of the items. */
export function testSet(items: readonly (Pick<ImageItem, "file" | "label"> & Partial<ImageItem>)[]): ImageSet {
  return {
    folder: "/nowhere",
    name: "test",
    layout: "folders",
    items: items.map((item) => ({ path: `/nowhere/${item.file}`, category: item.label, split: null, ...item })),
    labels: [...new Set(items.map(({ label }) => label))],
    ignored: [],
  };
}
