import { join } from "node:path";
import { expand, type HomeOptions, hfHome } from "./hf-home.ts";

/**
 * The cache that Hugging Face's clients share: HF_HUB_CACHE, else HUGGINGFACE_HUB_CACHE, else hub in HF_HOME. Libraries don't read the
 * environment: an application gives it.
 */
export function defaultCache({ env, home }: HomeOptions): string {
  return expand(env.HF_HUB_CACHE ?? env.HUGGINGFACE_HUB_CACHE, { env, home }) ?? join(hfHome({ env, home }), "hub");
}
