export { type IncludeOptions, includeModel } from "../build/include-model.ts";
export { type GradientsOptions, gradients } from "./gradients.ts";
