import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "@tiny-cats/files";
import { expect, test } from "vitest";
import { formulaBytes } from "../../../../tooling/golden/formula-picture.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { filesBelow } from "../testing/files-below.ts";
import { serveHub } from "../testing/scripted-hub.ts";
import { answerJson } from "../testing/scripted-server.ts";
import { download } from "./download.ts";

const quick = { retryBaseMs: 1 };
const small = new TextEncoder().encode("a small file\n");
const large = formulaBytes(1, 3_500_000);
const repo = (cache: string) => join(cache, "models--cat--one");

test("a flipped bit is noticed, and fetched anew; one that stays is an error, and leaves nothing under the name", async () => {
  for (const wrong of [1, 99]) {
    const cache = temporaryFolder();
    const flipped = large.slice();
    flipped[3_000_000] ^= 1;
    let times = 0;
    const hub = await serveHub(
      { "model.onnx": large },
      {
        instead: ({ url }, response) => {
          if (!url.includes("/resolve/") || ++times > wrong) return false;
          response.writeHead(200, { "content-length": large.length }).end(flipped);
          return true;
        },
      },
    );
    const running = download("cat/one", { cache, endpoint: hub.endpoint, ...quick });
    if (wrong === 1) expect((await running).fetched).toBe(2 * large.length);
    else {
      await expect(running).rejects.toMatchObject({ code: "integrity-failed" });
      expect(times).toBe(3);
      expect(filesBelow(repo(cache))).toEqual([]);
    }
  }
});

test("a small file, or one of exactly a block, that comes wrong is fetched anew as well", async () => {
  for (const bytes of [small, formulaBytes(1, 1 << 20), formulaBytes(1, (1 << 20) + 1)])
    for (const sent of [bytes.map((byte) => byte ^ 1), bytes.subarray(1)]) {
      let times = 0;
      const hub = await serveHub(
        { file: bytes },
        {
          instead: ({ url }, response) => {
            if (!url.includes("/resolve/") || ++times > 2) return false;
            response.end(sent);
            return true;
          },
        },
      );
      const { files } = await download("cat/one", { cache: temporaryFolder(), endpoint: hub.endpoint, ...quick });
      expect(Buffer.compare(readFileSync(files[0].file), bytes)).toBe(0);
      // A short one is first thought to have broken off, and gone on with.
      expect(times).toBe(sent.length === bytes.length ? 3 : 4);
    }
});

test("an answer that is honestly too short or too long is no file", async () => {
  for (const sent of [large.subarray(0, 1000), Buffer.concat([large, small])]) {
    const cache = temporaryFolder();
    const hub = await serveHub(
      { "model.onnx": large },
      {
        instead: ({ url }, response) => {
          if (!url.includes("/resolve/")) return false;
          response.writeHead(200, { "content-length": sent.length }).end(sent);
          return true;
        },
      },
    );
    await expect(download("cat/one", { cache, endpoint: hub.endpoint, ...quick })).rejects.toMatchObject({
      code: "integrity-failed",
    });
    expect(existsSync(join(repo(cache), "blobs", sha256(large)))).toBe(false);
  }
});

test("a listing that is none is an error", async () => {
  const hub = await serveHub(
    {},
    {
      instead: ({ url }, response) => {
        if (url.includes("/tree/")) answerJson(response, { error: "?" });
        return url.includes("/tree/");
      },
    },
  );
  await expect(download("cat/one", { cache: temporaryFolder(), endpoint: hub.endpoint })).rejects.toMatchObject({
    code: "hub-answer",
  });
});
