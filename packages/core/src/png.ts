export { type DrawingSettings, drawingText, readDrawingSettings } from "./image/drawing-metadata.ts";
export { type DecodePngOptions, decodePng } from "./image/png/decode-png.ts";
export { type EncodePngOptions, encodePng } from "./image/png/encode-png.ts";
export { type ReadPngTextOptions, readPngText } from "./image/png/read-png-text.ts";
