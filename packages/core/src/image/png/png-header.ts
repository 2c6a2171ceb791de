import { corruptPng } from "./corrupt-png.ts";

/** What a PNG's header says of its pixels. */
export interface PngHeader {
  width: number;
  height: number;
  /** Bits of a sample: 1, 2, 4, 8 or 16. */
  depth: number;
  colour: "grey" | "rgb" | "palette" | "grey-alpha" | "rgb-alpha";
  /** Samples of a stored pixel. */
  samples: 1 | 2 | 3 | 4;
  /** Stored in the seven passes of Adam7. */
  interlaced: boolean;
}

const COLOURS: Record<number, { colour: PngHeader["colour"]; samples: PngHeader["samples"]; depths: number[] }> = {
  0: { colour: "grey", samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { colour: "rgb", samples: 3, depths: [8, 16] },
  3: { colour: "palette", samples: 1, depths: [1, 2, 4, 8] },
  4: { colour: "grey-alpha", samples: 2, depths: [8, 16] },
  6: { colour: "rgb-alpha", samples: 4, depths: [8, 16] },
};

/** Reads the data of IHDR. @throws TinyCatsError "corrupt-png". */
export function readPngHeader(data: Uint8Array): PngHeader {
  if (data.length !== 13) throw corruptPng("its header is not of 13 bytes", { value: data.length });
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, type, compression, filter, interlace] = data.subarray(8);
  if (width < 1 || height < 1 || width >= 2 ** 31 || height >= 2 ** 31) {
    throw corruptPng(`no picture can be ${width}x${height}`, { value: { width, height } });
  }
  if (!COLOURS[type]?.depths.includes(depth) || compression !== 0 || filter !== 0 || interlace > 1) {
    throw corruptPng("its header names a format that does not exist", {
      value: { depth, type, compression, filter, interlace },
    });
  }
  const { colour, samples } = COLOURS[type];
  return { width, height, depth, colour, samples, interlaced: interlace === 1 };
}
