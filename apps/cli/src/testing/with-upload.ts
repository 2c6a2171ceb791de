import { join } from "node:path";
import { type TestHub, testHub } from "./test-hub.ts";
import { writeFiles } from "./write-files.ts";

/** The files of the folder "model": a short one, one of an odd name, and one large enough not to be kept in git. */
export const UPLOADED = {
  "README.md": "# Cats\n",
  "a b#c%.txt": "odd name\n",
  "onnx/model.bin": Buffer.alloc(100_000, 7),
};

/** A Hub, and a folder "model" to upload. */
export async function withUpload(): Promise<TestHub> {
  const hub = await testHub();
  await writeFiles(join(hub.cwd, "model"), UPLOADED);
  return hub;
}
