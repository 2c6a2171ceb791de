import { writeFile } from "node:fs/promises";
import { compileKernels } from "./compile-kernels.ts";

await writeFile(new URL("../src/linear/compiled-kernels.ts", import.meta.url), await compileKernels());
