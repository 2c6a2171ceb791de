import { siteRoot } from "../router/site-root.ts";

/** Where the default models are, in the order they are tried: each falls back to the other. The one place to change it. */
export const HUB_MODELS = {
  classifier: "https://huggingface.co/tiny-cats/tiny-cats/resolve/main/",
  generator: "https://huggingface.co/tiny-cats/tiny-cats/resolve/main/generator/",
} as const;

/** Below the site's root: copies that lie with the site. */
const OWN_MODELS = { classifier: "models/classifier/", generator: "models/generator/" } as const;

export type DefaultModel = keyof typeof HUB_MODELS;

/** Addresses of a default model's folder, the first to be tried first. */
export function defaultSources(kind: DefaultModel): URL[] {
  return [new URL(OWN_MODELS[kind], siteRoot()), new URL(HUB_MODELS[kind])];
}
