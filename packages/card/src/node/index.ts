export { cardOfFolder } from "./card-of-folder.ts";
export { concludeValidation } from "./conclude-validation.ts";
export { type DatasetFolderCard, type DatasetFolderOptions, datasetCardOfFolder } from "./dataset-card-of-folder.ts";
export type { FolderCard, FolderOptions } from "./folder-card.ts";
export { validateCardFile } from "./validate-card-file.ts";
export { validateDatasetCardFile } from "./validate-dataset-card-file.ts";
