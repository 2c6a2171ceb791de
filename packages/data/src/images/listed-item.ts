import type { ImageItem } from "./image-set.ts";

/** A picture as an index or a list has it, before it is looked for. */
export type ListedItem = Omit<ImageItem, "path">;
