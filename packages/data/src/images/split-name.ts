/** Which part of a set an item belongs to. */
export type Split = "train" | "val" | "test";

const NAMES: Readonly<Record<string, Split>> = {
  train: "train",
  training: "train",
  trainval: "train",
  val: "val",
  valid: "val",
  validation: "val",
  test: "test",
  testing: "test",
};

/** The split that a folder, a list or a cell is named for, in any case; undefined where it is none. */
export function splitNamed(name: string): Split | undefined {
  const key = name.trim().toLowerCase();
  return Object.hasOwn(NAMES, key) ? NAMES[key] : undefined;
}
