/** The stages of publishing, in their order. */
export const STAGES = [
  "preflight",
  "discover",
  "prepare",
  "check",
  "measure",
  "card",
  "gates",
  "plan",
  "upload",
  "verify",
  "tag",
  "report",
] as const;

export type Stage = (typeof STAGES)[number];

/** How far a stage is: `done` of `total` of whatever `what` counts. */
export interface StageProgress {
  stage: Stage;
  /** Such as "hashing" or "drawing". */
  what: string;
  done: number;
  total: number;
}
