export { type UnpackOptions, unpackTar } from "./archive/unpack-tar.ts";
export { augmentPicture } from "./augment/augment-picture.ts";
export {
  type Augmentation,
  type AugmentationLevel,
  augmentation,
  type RandomCrop,
  type Range,
} from "./augment/augmentation.ts";
export { type HeadCropOptions, headCrop } from "./augment/head-crop.ts";
export type { TrainingPlace } from "./augment/open-draws.ts";
export { type DatasetFacts, datasetFacts } from "./card/dataset-facts.ts";
export { type DatasetFactsOptions, datasetFactsOfFolder } from "./card/dataset-facts-of-folder.ts";
export { type CsvOptions, type CsvRecord, parseCsv } from "./csv/parse-csv.ts";
export type { FetchOptions } from "./fetch/fetch-archive.ts";
export { type FetchedPets, type FetchPetsOptions, fetchPets } from "./fetch/fetch-pets.ts";
export type { PetsArchive } from "./fetch/pets-archives.ts";
export type { Box, ImageItem, ImageSet, Layout } from "./images/image-set.ts";
export { openImageSet } from "./images/open-image-set.ts";
export type { OpenImageSetOptions } from "./images/set-options.ts";
export type { Split } from "./images/split-name.ts";
export { squareBox } from "./images/square-box.ts";
export { type Walked, walkFiles } from "./images/walk-files.ts";
export { type LoadAheadOptions, type LoadedPicture, loadAhead } from "./load/load-ahead.ts";
export type { PictureJob } from "./load/picture-job.ts";
export { type PreparePetsOptions, preparePets } from "./prepare/prepare-pets.ts";
export { type PreviewOptions, type PreviewSheet, previewSheet } from "./preview/preview-sheet.ts";
export { dataReportMarkdown } from "./report/data-report-markdown.ts";
export { hashDistance } from "./report/hash-distance.ts";
export { type PerceptualHash, perceptualHash } from "./report/perceptual-hash.ts";
export { type ReportOptions, reportImageSet } from "./report/report-image-set.ts";
export { type HashOptions, hashImageSet } from "./split/hash-image-set.ts";
export { itemsSha256 } from "./split/items-sha256.ts";
export { type SplitOptions, splitBySeed } from "./split/split-by-seed.ts";
export {
  type OpenTokenSetOptions,
  openTokenSet,
  type TokenSet,
  type TokenSplit,
} from "./tokens/open-token-set.ts";
export type { TokenBlock, WindowOptions } from "./tokens/token-blocks.ts";
export { parseTokenMetadata, type TokenMetadata } from "./tokens/token-metadata.ts";
