import { parseConfig } from "../parse-config.ts";
import { type TinyDitConfig, tinyDitConfig } from "./config.ts";

/** A configuration for pictures of another size, of the same patches. Throws `invalid-model-config`. */
export function sizedConfig(config: TinyDitConfig, imageSize: number): TinyDitConfig {
  return parseConfig({ title: "TinyDiT", config: tinyDitConfig }, { ...config, image_size: imageSize });
}
