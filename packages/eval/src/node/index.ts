export { evaluateLanguage, type LanguageEvaluationOptions } from "./language/evaluate-language.ts";
