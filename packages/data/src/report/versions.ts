import packageJson from "../../package.json" with { type: "json" };

/** This package's name and version. */
export const BY = `${packageJson.name} ${packageJson.version}`;

/** What had a part in reading pictures. */
export async function versions(): Promise<Record<string, string>> {
  const sharp = await import("sharp").then(
    (module) => module.default.versions,
    () => undefined,
  );
  return {
    node: process.versions.node,
    [packageJson.name]: packageJson.version,
    ...(sharp?.sharp && { sharp: sharp.sharp }),
    ...(sharp?.vips && { libvips: sharp.vips }),
  };
}
