import { writeFile } from "node:fs/promises";
import { compileSimdKernel } from "./compile-simd-kernel.ts";

await writeFile(new URL("../src/image/resize/simd-kernel.ts", import.meta.url), await compileSimdKernel());
