import type { DefaultModel } from "../../models/default-sources.ts";

/** One thing to measure: a model on a provider. */
export interface Plan {
  kind: DefaultModel;
  device: "wasm" | "webgpu";
  threads: number;
}

/** What a browser offers. */
export interface Offer {
  isolated: boolean;
  cores: number;
  gpu: boolean;
}

const MOST_THREADS = 4;

/** The providers worth comparing: one thread, as many as there are, and the GPU. */
export function providersOf({ isolated, cores, gpu }: Offer): Pick<Plan, "device" | "threads">[] {
  const most = isolated ? Math.min(MOST_THREADS, cores) : 1;
  const threads = [1, 2, 4].filter((n) => n === 1 || n <= most);
  return [
    ...threads.map((n) => ({ device: "wasm" as const, threads: n })),
    ...(gpu ? [{ device: "webgpu" as const, threads: 1 }] : []),
  ];
}

/** Identifies a provider in a form. */
export function providerKey({ device, threads }: Pick<Plan, "device" | "threads">): string {
  return device === "webgpu" ? device : `${device}-${threads}`;
}
