export { cardOfFolder } from "./card-of-folder.ts";
export type { FolderCard, FolderOptions } from "./folder-card.ts";
export { validateCardFile } from "./validate-card-file.ts";
