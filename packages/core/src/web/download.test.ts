import { expect, test } from "vitest";
import { fileServer } from "../../test/file-server.ts";
import { type DownloadProgress, download } from "./download.ts";

const file = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251);
const total = file.length;

test("fetches a file whole, and tells how far it is", async () => {
  await using server = await fileServer((_, response) => response.end(file));
  const heard: DownloadProgress[] = [];
  expect(await download(server.url, { total, onProgress: (progress) => heard.push(progress) })).toEqual(file);
  expect(heard.at(-1)).toEqual({ bytes: total, total, from: "network" });
  for (const [i, { bytes }] of heard.entries()) expect(bytes).toBeGreaterThan(i === 0 ? 0 : heard[i - 1].bytes);
});

test("goes on where it was cut, and only there", async () => {
  let cut = true;
  await using server = await fileServer(({ headers }, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0);
    response.writeHead(start > 0 ? 206 : 200, { "content-length": total - start });
    if (cut) response.write(file.subarray(start, start + 100_000), () => setTimeout(() => response.destroy(), 50));
    else response.end(file.subarray(start));
    cut = false;
  });
  await expect(download(server.url, { total })).rejects.toMatchObject({ code: "download-failed" });
  expect(await download(server.url, { total })).toEqual(file);
  expect(server.requests.map(({ headers }) => headers.range)).toEqual([undefined, "bytes=100000-"]);
  expect(await download(server.url, { total })).toEqual(file);
  expect(server.requests[2].headers.range).toBeUndefined();
});

test("begins again where the server knows no ranges", async () => {
  let cut = true;
  await using server = await fileServer((_, response) => {
    response.writeHead(200, { "content-length": total });
    if (cut) response.write(file.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 50));
    else response.end(file);
    cut = false;
  });
  await expect(download(server.url, { total })).rejects.toMatchObject({ code: "download-failed" });
  expect(await download(server.url, { total })).toEqual(file);
});

test.each([
  ["is missing", 404, file, "answered 404"],
  ["fails", 503, file, "answered 503"],
  ["is short", 200, file.subarray(0, 1000), "stopped after 1000 of 300000 bytes"],
  ["is long", 200, Buffer.concat([file, file]), "sends more than the 300000 bytes"],
  ["is empty", 200, new Uint8Array(), "stopped after 0 of 300000 bytes"],
])("refuses one that %s", async (_, status, body, message) => {
  await using server = await fileServer((_, response) => response.writeHead(status).end(body));
  await expect(download(server.url, { total })).rejects.toMatchObject({
    code: "download-failed",
    message: expect.stringContaining(message),
    remedy: expect.any(String),
  });
});

test("refuses an address where nobody answers", async () => {
  const server = await fileServer(() => undefined);
  await server[Symbol.asyncDispose]();
  await expect(download(server.url, { total })).rejects.toMatchObject({ code: "download-failed" });
});

test("stops when its signal fires, before and in the middle", async () => {
  await using server = await fileServer((_, response) => void response.write(file.subarray(0, 1000)));
  await expect(download(server.url, { total, signal: AbortSignal.abort(new Error("no")) })).rejects.toThrow("no");
  const controller = new AbortController();
  const onProgress = () => controller.abort(new Error("enough"));
  await expect(download(server.url, { total, signal: controller.signal, onProgress })).rejects.toThrow("enough");
});
