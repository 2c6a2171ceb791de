import { fileTable } from "../file-table.ts";
import type { SectionMaker } from "./section.ts";

/** Every file with its size and hash. */
export const files: SectionMaker = {
  id: "files",
  title: "Files",
  make: ({ input }) => fileTable(input.files),
};
