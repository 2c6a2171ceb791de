import type { Device } from "@tiny-cats/core/web";
import { keptSetting } from "../browser/kept-setting.ts";

/** What models run on here: WebAssembly unless something else was chosen. Those loaded already are not changed. */
export const deviceSetting = keptSetting<Device>("device", ["wasm", "auto", "webgpu"]);
