import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import type { Plugin } from "vite";

const PAPER = "#fbf7f0";

/** The icons that systems want as PNG, by their path below the root: side in pixels, and how much of it the drawing takes. */
const ICONS: Readonly<Record<string, { side: number; share: number }>> = {
  "icon-192.png": { side: 192, share: 0.88 },
  "icon-512.png": { side: 512, share: 0.88 },
  // Cut to any shape the system likes: all that matters is within a circle of 80 %.
  "icon-maskable.png": { side: 512, share: 0.66 },
};

/** Draws the site's PNG icons from icon.svg, for the build and in development. */
export function icons(): Plugin {
  let out = "dist";
  let from = "";
  let isBuild = false;
  const draw = async (path: string) => drawIcon(await readFile(from), ICONS[path]);
  return {
    name: "icons",
    configResolved(config) {
      out = join(config.root, config.build.outDir);
      from = join(config.publicDir, "icon.svg");
      isBuild = config.command === "build";
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = new URL(request.url ?? "/", "http://host").pathname.slice(1);
        if (!Object.hasOwn(ICONS, path)) return next();
        response.setHeader("content-type", "image/png");
        draw(path).then((png) => response.end(png), next);
      });
    },
    async writeBundle() {
      if (isBuild) for (const path of Object.keys(ICONS)) await writeFile(join(out, path), await draw(path));
    },
  };
}

/** An SVG in the middle of a square of paper. */
async function drawIcon(svg: Buffer, { side, share }: { side: number; share: number }): Promise<Buffer> {
  const inner = Math.round((side * share) / 2) * 2;
  const drawing = await sharp(svg, { density: 72 * 16 })
    .resize(inner, inner)
    .png()
    .toBuffer();
  return sharp({ create: { width: side, height: side, channels: 3, background: PAPER } })
    .composite([{ input: drawing, gravity: "centre" }])
    .png({ palette: true, colours: 64, dither: 0, effort: 10 })
    .toBuffer();
}
