const COMMON = [
  ..."7z arrow bin bz2 ckpt ftz gz h5 joblib".split(" ").map((ending) => `*.${ending}`),
  "*.lfs.*",
  ..."mlmodel model msgpack npy npz onnx ot parquet pb pickle pkl pt pth rar safetensors"
    .split(" ")
    .map((e) => `*.${e}`),
  "saved_model/**/*",
  "*.tar.*",
  ..."tar tflite tgz wasm xz zip zst".split(" ").map((ending) => `*.${ending}`),
  "*tfevents*",
];
const MEDIA = "lz4 mds pcm sam raw aac flac mp3 ogg wav bmp gif png tiff jpg jpeg webp mp4 webm".split(" ");

/** The .gitattributes with which the Hub begins a repository: which files are large objects whatever their size. */
export function initialAttributes(type: "model" | "dataset" | "space"): string {
  const patterns = type === "dataset" ? [...COMMON, ...MEDIA.map((ending) => `*.${ending}`)] : COMMON;
  return patterns.map((pattern) => `${pattern} filter=lfs diff=lfs merge=lfs -text\n`).join("");
}
