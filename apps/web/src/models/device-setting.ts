import type { Device } from "@tiny-cats/core/web";

const KEY = "tiny-cats:device";

/** What models run on here: WebAssembly unless something else was chosen on this device before. */
export function deviceSetting(): Device {
  try {
    const value = localStorage.getItem(KEY);
    return value === "auto" || value === "webgpu" ? value : "wasm";
  } catch {
    return kept;
  }
}

/** For browsers that keep nothing: as long as the page is open. */
let kept: Device = "wasm";

/** Keeps what models run on; those loaded already are not changed. */
export function keepDevice(device: Device): void {
  kept = device;
  try {
    localStorage.setItem(KEY, device);
  } catch {
    // See above.
  }
}
