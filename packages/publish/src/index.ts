export type { GateName } from "./gates/gate-names.ts";
export type { GateReport } from "./gates/report-of.ts";
export { GATES_BEFORE_MEASURING } from "./gates/table.ts";
export { DEFAULT_THRESHOLDS, parseThresholds, type Thresholds } from "./gates/thresholds.ts";
export { type ValidateGatesOptions, validate } from "./gates/validate.ts";
export type { ModelKind } from "./model-kind.ts";
