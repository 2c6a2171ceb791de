import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formulaBytes } from "../../../../tooling/golden/formula-picture.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { filesBelow } from "../testing/files-below.ts";
import { listedFile } from "../testing/listed-file.ts";
import { COMMIT, serveHub } from "../testing/scripted-hub.ts";
import { serveScript } from "../testing/scripted-server.ts";
import { download } from "./download.ts";

const large = formulaBytes(1, 3_500_000);
const oid = listedFile("", large).lfs!.oid;

/** A cache in which an earlier run left something. */
function withPartial(partial: Uint8Array): { cache: string; blobs: string } {
  const cache = temporaryFolder();
  const blobs = join(cache, "models--cat--one", "blobs");
  mkdirSync(blobs, { recursive: true });
  writeFileSync(join(blobs, `${oid}.tiny-cats-partial`), partial);
  return { cache, blobs };
}

const isWhole = (blobs: string) => Buffer.compare(readFileSync(join(blobs, oid)), large) === 0;

test("a partial is gone on with by Range, and a whole one needs no request", async () => {
  const hub = await serveHub({ "model.onnx": large });
  for (const [kept, range] of [
    [2_000_000, "bytes=2000000-"],
    [large.length, undefined],
  ] as const) {
    const { cache, blobs } = withPartial(large.subarray(0, kept));
    const before = hub.fetches().length;
    const { fetched } = await download("cat/one", { cache, endpoint: hub.endpoint });
    expect(fetched).toBe(large.length - kept);
    expect(
      hub
        .fetches()
        .slice(before)
        .map(({ headers }) => headers.range),
    ).toEqual(range ? [range] : []);
    expect(isWhole(blobs)).toBe(true);
  }
});

test("a partial that is wrong, too long or no file costs one fetch more at most", async () => {
  const hub = await serveHub({ "model.onnx": large });
  for (const wrong of [new Uint8Array(2_000_000), new Uint8Array(large.length), new Uint8Array(large.length + 1)]) {
    const { cache, blobs } = withPartial(wrong);
    const before = hub.fetches().length;
    await download("cat/one", { cache, endpoint: hub.endpoint });
    expect(isWhole(blobs)).toBe(true);
    expect(hub.fetches().length - before).toBeLessThanOrEqual(2);
    expect(filesBelow(blobs)).toEqual([oid]);
  }
});

test("a link in a partial's place is not written through", async () => {
  const hub = await serveHub({ "model.onnx": large });
  const cache = temporaryFolder();
  const victim = join(temporaryFolder(), "victim");
  writeFileSync(victim, "mine");
  const blobs = join(cache, "models--cat--one", "blobs");
  mkdirSync(blobs, { recursive: true });
  symlinkSync(victim, join(blobs, `${oid}.tiny-cats-partial`));
  await download("cat/one", { cache, endpoint: hub.endpoint });
  expect(readFileSync(victim, "utf8")).toBe("mine");
  expect(isWhole(blobs)).toBe(true);
});

test("a server that ignores Range, refuses it, or gives another part, does not spoil the file", async () => {
  for (const way of ["200", "416", "another part"]) {
    const { cache, blobs } = withPartial(large.subarray(0, 2_000_000));
    const hub = await serveHub(
      { "model.onnx": large },
      {
        instead: ({ url, headers }, response) => {
          if (!url.includes("/resolve/") || headers.range === undefined) return false;
          if (way === "200") response.writeHead(200, { "content-length": large.length }).end(large);
          else if (way === "416") response.writeHead(416).end();
          else
            response
              .writeHead(206, { "content-range": `bytes 0-99/${large.length}`, "content-length": 100 })
              .end(large.subarray(0, 100));
          return true;
        },
      },
    );
    expect((await download("cat/one", { cache, endpoint: hub.endpoint })).fetched).toBe(large.length);
    expect(isWhole(blobs)).toBe(true);
  }
});

test("a server that never gives what is asked for is given up", async () => {
  const { cache } = withPartial(large.subarray(0, 2_000_000));
  const hub = await serveHub(
    { "model.onnx": large },
    {
      instead: ({ url }, response) => {
        if (!url.includes("/resolve/")) return false;
        response.writeHead(416).end();
        return true;
      },
    },
  );
  await expect(download("cat/one", { cache, endpoint: hub.endpoint })).rejects.toMatchObject({
    code: "integrity-failed",
  });
  expect(hub.fetches().length).toBeLessThan(5);
});

test("an address at another host that has expired is asked for anew, and never sees the token", async () => {
  const cache = temporaryFolder();
  const cdn = await serveScript(({ url, headers }, response) => {
    const from = Number(/\d+/.exec(headers.range ?? "0"));
    if (url === "/expired") response.writeHead(403).end("<Error>Request has expired</Error>");
    else if (from === 0) {
      response.writeHead(200, { "content-length": large.length });
      response.write(large.subarray(0, 2_000_000), () => setTimeout(() => response.destroy(), 30));
    } else
      response
        .writeHead(206, { "content-range": `bytes ${from}-${large.length - 1}/${large.length}` })
        .end(large.subarray(from));
  });
  let times = 0;
  const hub = await serveHub(
    { "model.onnx": large },
    {
      instead: ({ url }, response) => {
        if (!url.includes("/resolve/")) return false;
        response.writeHead(302, { location: `${cdn.endpoint}/${++times === 2 ? "expired" : "fresh"}` }).end();
        return true;
      },
    },
  );
  const options = { cache, endpoint: hub.endpoint, token: "hf_secret", retryBaseMs: 1 };
  expect((await download("cat/one", options)).fetched).toBe(large.length);
  expect(times).toBe(3);
  expect(hub.fetches().every(({ headers }) => headers.authorization === "Bearer hf_secret")).toBe(true);
  expect(cdn.seen.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined, undefined]);
});

test("a refusal by the other host that stays, or by the Hub itself, is an error", async () => {
  const cdn = await serveScript((_, response) => void response.writeHead(403).end());
  for (const [status, most] of [
    [302, 3],
    [403, 1],
  ]) {
    const hub = await serveHub(
      { "model.onnx": large },
      {
        instead: ({ url }, response) => {
          if (!url.includes("/resolve/")) return false;
          response.writeHead(status, { location: cdn.endpoint }).end();
          return true;
        },
      },
    );
    await expect(download("cat/one", { cache: temporaryFolder(), endpoint: hub.endpoint })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(hub.fetches()).toHaveLength(most);
  }
});

test("a line that breaks time and again is not given up while the file grows", async () => {
  const big = formulaBytes(1, 9 << 20);
  const cache = temporaryFolder();
  const hub = await serveHub(
    { "model.onnx": big },
    {
      instead: ({ url, headers }, response) => {
        if (!url.includes("/resolve/")) return false;
        const from = Number(/\d+/.exec(headers.range ?? "0"));
        response.writeHead(from ? 206 : 200, {
          "content-range": `bytes ${from}-${big.length - 1}/${big.length}`,
          "content-length": big.length - from,
        });
        const part = big.subarray(from, from + 1_300_000);
        if (from + part.length === big.length) response.end(part);
        else response.write(part, () => setTimeout(() => response.destroy(), 20));
        return true;
      },
    },
  );
  const { files, fetched } = await download("cat/one", { cache, endpoint: hub.endpoint, retries: 0 });
  expect(fetched).toBe(big.length);
  expect(hub.fetches()).toHaveLength(8);
  expect(statSync(files[0].file).size).toBe(big.length);
  expect(files[0].file).toContain(COMMIT);
});
