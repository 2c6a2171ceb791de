import { expect, test } from "vitest";
import { formulaBytes } from "../../../../tooling/golden/formula-picture.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { filesBelow } from "../testing/files-below.ts";
import { serveHub } from "../testing/scripted-hub.ts";
import { download } from "./download.ts";

const small = new TextEncoder().encode("a small file\n");
const large = formulaBytes(1, 1_500_000);

test("progress never falls, ends at the total, and an abort leaves nothing but partials", async () => {
  const contents = { "a.onnx": large, "b.onnx": formulaBytes(2, 3_000_000), "c.txt": small };
  const hub = await serveHub(contents);
  const told: number[] = [];
  const cache = temporaryFolder();
  let last: unknown;
  await download("cat/one", {
    cache,
    endpoint: hub.endpoint,
    onProgress: (progress) => {
      told.push(progress.bytes);
      last = progress;
    },
  });
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(last).toMatchObject({ bytes: 4_500_013, total: 4_500_013, filesDone: 3, filesTotal: 3 });

  const stop = new AbortController();
  const aborted = temporaryFolder();
  const slow = await serveHub(contents, {
    instead: ({ url }, response) => {
      if (!url.includes("b.onnx")) return false;
      response.writeHead(200).write(contents["b.onnx"].subarray(0, 2_000_000));
      return true;
    },
  });
  const running = download("cat/one", {
    cache: aborted,
    endpoint: slow.endpoint,
    signal: stop.signal,
    onProgress: ({ file, filesDone }) =>
      filesDone === 2 && file === "c.txt" && setTimeout(() => stop.abort(new Error("enough")), 100),
    include: ["b.onnx", "c.txt"],
  });
  setTimeout(() => stop.abort(new Error("enough")), 500);
  await expect(running).rejects.toThrow("enough");
  const left = filesBelow(aborted).filter((path) => !path.includes("/snapshots/"));
  expect(left.filter((path) => path.includes("/refs/") || path.includes(".locks"))).toEqual([]);
  expect(left.filter((path) => path.endsWith(".tiny-cats-partial"))).toHaveLength(1);
  await expect(
    download("cat/one", {
      cache: temporaryFolder(),
      endpoint: hub.endpoint,
      signal: AbortSignal.abort(new Error("no")),
    }),
  ).rejects.toThrow("no");
});
