export { type DrawingPlan, planDrawings } from "../../plan-drawings.ts";
export type { DrawnFile } from "./draw-files.ts";
export { type DrawSetOptions, drawSet } from "./draw-set.ts";
export { drawingSheet } from "./drawing-sheet.ts";
export { drawingFileName } from "./file-name.ts";
export { generationMetadata } from "./generation-metadata.ts";
