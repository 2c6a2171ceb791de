/** What a remedy of pull ends with. */
export const PULL_PAGE = "see docs/huggingface.md#pull";
