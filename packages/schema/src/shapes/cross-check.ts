import * as v from "valibot";

/** What is wrong with a value, and where in it. */
export interface Problem {
  path: readonly (string | number)[];
  message: string;
}

/** A check across fields of a value that already has its shape; JSON Schema can't express it. */
/* @__NO_SIDE_EFFECTS__ */
export function crossCheck<T>(find: (value: T) => readonly Problem[]): v.RawCheckAction<T> {
  return v.rawCheck<T>(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const { path, message } of find(dataset.value)) {
      const items = toPathItems(dataset.value, path);
      addIssue(items.length > 0 ? { message, path: items as [v.IssuePathItem, ...v.IssuePathItem[]] } : { message });
    }
  });
}

function toPathItems(root: unknown, path: readonly (string | number)[]): v.IssuePathItem[] {
  let input = root as Record<string | number, unknown>;
  return path.map((key) => {
    const value = input?.[key];
    const item = { type: "unknown", origin: "value", input, key, value } as const;
    input = value as typeof input;
    return item;
  });
}
