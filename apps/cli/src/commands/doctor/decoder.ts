/** The picture decoder, and the library inside it. */
export interface Decoder {
  version: string;
  libvips: string;
}

/** What decodes pictures here; undefined where sharp is not installed or does not load. */
export async function findDecoder(): Promise<Decoder | undefined> {
  try {
    const { default: sharp } = await import("sharp");
    return { version: sharp.versions.sharp, libvips: sharp.versions.vips };
  } catch {
    return undefined;
  }
}
