import { siteRoot } from "../router/site-root.ts";

/** A drawing that lies with the site, as the embedded generator made it. */
export interface BundledDrawing {
  breed: string;
  slug: string;
  seed: number;
}

/** One of each breed, chosen from three seeds; the model's own settings. */
export const BUNDLED_DRAWINGS: readonly BundledDrawing[] = [
  { breed: "Abyssinian", slug: "abyssinian", seed: 21 },
  { breed: "Bengal", slug: "bengal", seed: 21 },
  { breed: "Birman", slug: "birman", seed: 11 },
  { breed: "Bombay", slug: "bombay", seed: 7 },
  { breed: "British Shorthair", slug: "british-shorthair", seed: 11 },
  { breed: "Egyptian Mau", slug: "egyptian-mau", seed: 7 },
  { breed: "Maine Coon", slug: "maine-coon", seed: 7 },
  { breed: "Persian", slug: "persian", seed: 11 },
  { breed: "Ragdoll", slug: "ragdoll", seed: 21 },
  { breed: "Russian Blue", slug: "russian-blue", seed: 11 },
  { breed: "Siamese", slug: "siamese", seed: 21 },
  { breed: "Sphynx", slug: "sphynx", seed: 21 },
];

/** A PNG of 64x64 that carries its settings. */
export function drawingAddress({ slug, seed }: Pick<BundledDrawing, "slug" | "seed">): string {
  return new URL(`pictures/drawings/${slug}-${seed}.png`, siteRoot()).href;
}
