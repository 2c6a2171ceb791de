export { measure } from "./measure/measure.ts";
export type { MeasureOptions } from "./measure/measure-options.ts";
export type { Measured, NotMeasured, PassedReport, ReportName, TakenReport } from "./measure/measured.ts";
export { type CardOptions, type WrittenCard, type WrittenCards, writeCard } from "./measure/write-card.ts";
export type { ModelKind } from "./model-kind.ts";
