import { readFile } from "node:fs/promises";
import openWabt from "wabt";

/** The text of simd-kernel.ts: what the WebAssembly text beside it compiles to. */
export async function compileSimdKernel(): Promise<string> {
  const name = "simd-kernel.wat";
  const text = await readFile(new URL(`../src/image/resize/${name}`, import.meta.url), "utf8");
  const wabt = await openWabt();
  const parsed = wabt.parseWat(name, text);
  const { buffer } = parsed.toBinary({});
  parsed.destroy();
  return [
    `/** ${name}, compiled and written by \`pnpm kernel\`: as hexadecimal digits, which gzip packs tighter than base64. */`,
    "export const SIMD_KERNEL =",
    `  "${Buffer.from(buffer).toString("hex")}";\n`,
  ].join("\n");
}
