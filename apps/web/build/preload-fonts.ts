import type { Plugin } from "vite";

/** The letters that every page has; those of other scripts are asked for when they are needed. */
const FONTS = /(^|\/)(figtree|fraunces)-latin-wght-normal-[^/]+\.woff2$/;

/** Has the fonts fetched with the page instead of after its styles, so that no text is first set in another one and then moves. */
export function preloadFonts(): Plugin {
  return {
    name: "preload-fonts",
    transformIndexHtml: {
      order: "post",
      handler: (_, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((path) => FONTS.test(path))
          .map((path) => ({
            tag: "link",
            attrs: { rel: "preload", as: "font", type: "font/woff2", crossorigin: true, href: `./${path}` },
            injectTo: "head" as const,
          })),
    },
  };
}
