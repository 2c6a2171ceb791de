import type { UploadPlan } from "@tiny-cats/hub";

/** Whether everything is there already. */
export function changesNothing({ added, changed, deleted }: UploadPlan): boolean {
  return added.length + changed.length + deleted.length === 0;
}
