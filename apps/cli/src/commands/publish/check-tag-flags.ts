import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import type { PUBLISH_OPTIONS } from "./spec.ts";

type TagFlags = Pick<OptionValues<typeof PUBLISH_OPTIONS>, "tag" | "no-tag" | "pr">;

/** Refuses a tag where none is to be made. @throws TinyCatsError "conflicting-options" */
export function checkTagFlags({ tag, "no-tag": none, pr }: TagFlags): void {
  if (tag === undefined || !(none || pr)) return;
  throw usageError("conflicting-options", `--tag and ${pr ? "--pr" : "--no-tag"} were both given`, {
    remedy: "leave one of them out; a pull request is tagged when it has been merged",
  });
}
