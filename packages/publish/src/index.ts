export type { ModelKind } from "./model-kind.ts";
