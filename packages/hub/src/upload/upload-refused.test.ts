import { appendFileSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { planUpload } from "./plan-upload.ts";
import { send, TOKEN } from "./testing/send.ts";
import { serveUploads, type UploadHub } from "./testing/upload-hub.ts";
import { upload } from "./upload.ts";

test("an aborted signal: no request at all", async () => {
  const hub = await serveUploads();
  const plan = await planUpload(folderOf({ a: "a" }), "cat/one", { endpoint: hub.endpoint });
  const before = hub.seen.length;
  const stop = new Error("stop");
  await expect(upload(plan, { token: TOKEN, signal: AbortSignal.abort(stop) })).rejects.toBe(stop);
  expect(hub.seen.length).toBe(before);
});

test("an abort while a file is on its way ends it, without a commit", async () => {
  const controller = new AbortController();
  const stop = new Error("stop");
  const hub = await serveUploads(
    {},
    {
      instead: ({ url }) => {
        if (!url.startsWith("/object/")) return false;
        controller.abort(stop);
        return true;
      },
    },
  );
  await expect(send(hub, folderOf({ "a.bin": "a" }), { signal: controller.signal })).rejects.toBe(stop);
  expect(hub.asked("/commit/")).toEqual([]);
});

test("a token that may only read is refused before anything is sent", async () => {
  const hub = await serveUploads(
    {},
    { whoami: { name: "cat", type: "user", orgs: [], auth: { accessToken: { role: "read" } } } },
  );
  await expect(send(hub, folderOf({ a: "a" }))).rejects.toMatchObject({
    code: "forbidden",
    remedy: expect.stringContaining("https://huggingface.co/settings/tokens"),
  });
  expect(hub.asked("POST ")).toEqual([]);
});

test("somebody else's commit since the plan is a conflict, and theirs stays", async () => {
  const hub = await serveUploads();
  const folder = folderOf({ "a.bin": "a" });
  const plan = await planUpload(folder, "cat/one", { endpoint: hub.endpoint });
  hub.push("theirs", "t");
  await expect(upload(plan, { token: TOKEN })).rejects.toMatchObject({ code: "conflict" });
  expect(hub.asked("PUT ")).toEqual([]);

  // While objects are on their way: the commit itself is refused.
  const again: UploadHub = await serveUploads(
    {},
    { instead: ({ url }) => void (url.startsWith("/verify/") && again.push("theirs", "t")) },
  );
  await expect(send(again, folder)).rejects.toMatchObject({
    code: "conflict",
    status: 412,
    value: { revision: "main" },
  });
  expect(again.texts()).toEqual({ theirs: "t" });
});

test("a file that changes after the plan, or while it is read", async () => {
  const hub: UploadHub = await serveUploads(
    {},
    { instead: ({ url }) => void (url.includes("/preupload/") && change()) },
  );
  const folder = folderOf({ "a.bin": "a".repeat(10), b: "b" });
  const plan = await planUpload(folder, "cat/one", { endpoint: hub.endpoint });
  let change = () => appendFileSync(join(folder, "b"), "more");
  await expect(upload(plan, { token: TOKEN })).rejects.toMatchObject({ code: "file-changed", value: "b" });
  await expect(upload(plan, { token: TOKEN })).rejects.toMatchObject({ code: "file-changed", value: "b" });
  change = () => appendFileSync(join(folder, "a.bin"), "more");
  await expect(send(hub, folder)).rejects.toMatchObject({ code: "file-changed", value: "a.bin" });
  expect(hub.asked("/commit/")).toEqual([]);
});

test("a journal that can't be written is told, and no harm", async () => {
  const hub = await serveUploads();
  const folder = folderOf({ a: "a", blocked: "x" });
  const result = await send(hub, folder, { journal: join(folder, "blocked", "journal") });
  expect(result.journal_fault).toContain("ENOTDIR");
  expect(hub.texts()).toEqual({ a: "a", blocked: "x" });
  const none = folderOf({ b: "b" });
  expect(await send(hub, none, { journal: false })).not.toHaveProperty("journal_fault");
  expect(existsSync(join(none, ".cache"))).toBe(false);
});

test("settings that make no sense", async () => {
  const hub = await serveUploads();
  const plan = await planUpload(folderOf({ a: "a" }), "cat/one", { endpoint: hub.endpoint });
  await expect(upload(plan, { endpoint: "https://other.example" })).rejects.toMatchObject({ code: "invalid-endpoint" });
  await expect(upload(plan, { concurrency: 0 })).rejects.toMatchObject({ code: "invalid-concurrency" });
  await expect(upload(plan, {})).rejects.toMatchObject({ code: "unauthorized" });
});

test("errors hold no token", async () => {
  const hub = await serveUploads(
    {},
    {
      instead: ({ url }, response) => {
        if (!url.includes("/preupload/")) return false;
        response.writeHead(400).end(`Bearer ${TOKEN} is bad`);
        return true;
      },
    },
  );
  const folder = folderOf({ a: "a" });
  const error = await errorOf(() => send(hub, folder));
  expect(error.code).toBe("hub-refused");
  expect(`${error.stack}${JSON.stringify(error)}`).not.toContain(TOKEN);
  const kept = join(folder, ".cache", "tiny-cats");
  const [journal] = readdirSync(kept).filter((name) => name.startsWith("upload-"));
  expect(readFileSync(join(kept, journal), "utf8")).not.toContain(TOKEN);
  expect(statSync(join(kept, journal)).mode & 0o777).toBe(0o600);
});
