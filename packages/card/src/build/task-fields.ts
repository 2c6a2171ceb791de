import type { Task } from "@tiny-cats/schema";

/** What the Hub calls a task: its pipeline tag, and its name in `model-index`. A generator asked for a class has no tag but the nearest one. */
export const TASK_FIELDS: Readonly<Record<Task, { type: string; name: string }>> = {
  "image-classification": { type: "image-classification", name: "Image classification" },
  "class-conditional-image-generation": {
    type: "unconditional-image-generation",
    name: "Class-conditional image generation",
  },
  "text-generation": { type: "text-generation", name: "Text generation" },
};
