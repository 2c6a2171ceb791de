import { words } from "./words.ts";

/** Metrics by the names of this toolkit's reports and of the Hub's evaluate library (https://huggingface.co/evaluate-metric). */
export const METRIC_NAMES: ReadonlySet<string> = words(`
  accuracy top_k_accuracy balanced_accuracy cat_not_cat_accuracy expected_calibration_error precision recall f1
  fid inception_score frechet_distance class_score kid density coverage
  cross_entropy perplexity bits_per_byte
  bertscore bleu bleurt brier_score cer character charcut_mt chrf code_eval comet competition_math confusion_matrix coval cuad exact_match
  frugalscore glue google_bleu indic_glue mae mahalanobis mape mase matthews_correlation mauve mean_iou meteor mse nist_mt pearsonr
  poseval r_squared rl_reliability rmse roc_auc rouge sacrebleu sari seqeval smape spearmanr squad squad_v2 super_glue ter
  trec_eval wer wiki_split xnli xtreme_s
`);
