export { predictionOutcomes } from "./compare/prediction-outcomes.ts";
export { evaluateLanguage, type LanguageEvaluationOptions } from "./language/evaluate-language.ts";
