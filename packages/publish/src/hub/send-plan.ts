import { type HubOptions, type UploadOptions, type UploadPlan, type UploadResult, upload } from "@tiny-cats/hub";

/** How what was planned is sent. */
export interface SendOptions extends HubOptions, Pick<UploadOptions, "message" | "pullRequest" | "journal"> {
  private: boolean;
  onProgress: (progress: { what: string; done: number; total: number }) => void;
}

/** Sends what was planned, into a repository that is made where it is missing. @throws what upload throws */
export function sendPlan(
  plan: UploadPlan,
  { private: isPrivate, onProgress, ...options }: SendOptions,
): Promise<UploadResult> {
  return upload(plan, {
    ...options,
    ...((plan.commit === undefined || isPrivate) && {
      create: { existOk: true, ...(isPrivate && { visibility: "private" as const }) },
    }),
    onProgress: ({ stage, bytes, total }) => onProgress({ what: stage, done: bytes, total }),
  });
}
