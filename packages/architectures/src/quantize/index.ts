export type { CompareDrawings, ComparedModels, DrawingsCompared } from "./compare-drawings.ts";
export type { LabelledPicture } from "./labelled-picture.ts";
export { quantizeFile } from "./quantize-file.ts";
export type { QuantizationMethod, QuantizeFileOptions, QuantizeProgress } from "./quantize-options.ts";
