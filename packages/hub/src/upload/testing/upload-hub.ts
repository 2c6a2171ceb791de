import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { gitBlobSha1, sha256 } from "@tiny-cats/files";
import { listedFile } from "../../testing/listed-file.ts";
import { answerJson, type Seen, serveScript } from "../../testing/scripted-server.ts";
import { listedRefs } from "./listed-refs.ts";

export interface FakeFile {
  bytes: Uint8Array;
  lfs: boolean;
}

export interface FakeCommit {
  oid: string;
  parent: string | undefined;
  title: string;
  description: string;
  files: Map<string, FakeFile>;
}

export interface UploadHubScript {
  /** Answers in place of the usual one where it returns true. */
  instead?: (request: Seen, response: ServerResponse, number: number) => boolean | undefined | Promise<boolean>;
  /** Whether a file is an LFS one: those called *.bin unless told. */
  isLfs?: (path: string) => boolean;
  /** Bytes of a part; objects are sent whole unless told. */
  part?: number;
  shouldIgnore?: (path: string) => boolean;
  /** Whether the repository exists: true unless told. */
  exists?: boolean;
  whoami?: Record<string, unknown>;
}

export type UploadHub = Awaited<ReturnType<typeof serveUploads>>;

/** A Hub with one repository, "cat/one", in memory, that takes uploads as the real one does and can be told to misbehave. */
export async function serveUploads(first: Record<string, string> = {}, script: UploadHubScript = {}) {
  const { instead, isLfs = (path) => path.endsWith(".bin"), part, shouldIgnore = () => false } = script;
  let exists = script.exists ?? true;
  let count = 0;
  const commits = new Map<string, FakeCommit>();
  const refs = new Map<string, string>();
  const tags = new Map<string, string>();
  const objects = new Map<string, Uint8Array>();
  const parts = new Map<string, Map<number, Uint8Array>>();

  const add = (parent: string | undefined, title: string, description: string, files: Map<string, FakeFile>) => {
    const oid = createHash("sha1").update(`commit ${++count}`).digest("hex");
    commits.set(oid, { oid, parent, title, description, files });
    return oid;
  };
  const initial = Object.entries(first).map(([path, text]): [string, FakeFile] => {
    const file = { bytes: Buffer.from(text), lfs: isLfs(path) };
    if (file.lfs) objects.set(sha256(file.bytes), file.bytes);
    return [path, file];
  });
  refs.set("main", add(undefined, "initial", "", new Map(initial)));
  const at = (revision: string) => commits.get(refs.get(revision) ?? tags.get(revision) ?? revision);

  const commit = (revision: string, text: string, pull: boolean, response: ServerResponse) => {
    const lines = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const { summary, description, parentCommit } = lines[0].value;
    const parent = at(revision)!;
    if (parentCommit !== parent.oid) return answerJson(response, { error: "stale" }, { status: 412 });
    const files = new Map(parent.files);
    for (const { key, value } of lines.slice(1)) {
      if (key === "deletedFile") files.delete(value.path);
      else if (key === "file") files.set(value.path, { bytes: Buffer.from(value.content, "base64"), lfs: false });
      else {
        const bytes = objects.get(value.oid);
        if (!bytes) return answerJson(response, { error: "no such object" }, { status: 400 });
        files.set(value.path, { bytes, lfs: true });
      }
    }
    const oid = add(parent.oid, summary, description, files);
    const number = refs.size;
    refs.set(pull ? `refs/pr/${number}` : revision, oid);
    answerJson(response, {
      commitOid: oid,
      commitUrl: `${hub.endpoint}/cat/one/commit/${oid}`,
      ...(pull && { pullRequestUrl: `${hub.endpoint}/cat/one/discussions/${number}` }),
    });
  };

  const batch = (wanted: { oid: string; size: number }[]) =>
    wanted.map(({ oid, size }) => {
      if (objects.has(oid)) return { oid, size };
      const header = part
        ? {
            chunk_size: String(part),
            ...Object.fromEntries(
              Array.from({ length: Math.ceil(size / part) }, (_, i) => [
                String(i + 1).padStart(5, "0"),
                `${hub.endpoint}/part/${oid}/${i + 1}`,
              ]),
            ),
          }
        : undefined;
      const href = part ? `${hub.endpoint}/complete/${oid}` : `${hub.endpoint}/object/${oid}`;
      return {
        oid,
        size,
        actions: { upload: { href, ...(header && { header }) }, verify: { href: `${hub.endpoint}/verify/${oid}` } },
      };
    });

  const keep = (oid: string, bytes: Uint8Array, response: ServerResponse) => {
    if (sha256(bytes) !== oid) return answerJson(response, { error: "wrong hash" }, { status: 400 });
    objects.set(oid, bytes);
    answerJson(response, {});
  };

  const hub = await serveScript(async (request, response, number) => {
    if (await instead?.(request, response, number)) return;
    const url = new URL(request.url, "http://hub");
    const path = url.pathname;
    const json = () => JSON.parse(request.body.toString() || "{}");
    const last = decodeURIComponent(path.split("/").at(-1) ?? "");
    if (path === "/api/whoami-v2")
      return answerJson(
        response,
        script.whoami ?? { name: "cat", type: "user", orgs: [], auth: { accessToken: { role: "write" } } },
      );
    if (path === "/api/repos/create") {
      const status = exists ? 409 : 200;
      exists = true;
      return answerJson(response, { url: `${hub.endpoint}/cat/one`, id: "1", name: "cat/one" }, { status });
    }
    if (!exists)
      return answerJson(
        response,
        { error: "Repository not found" },
        { status: 404, headers: { "x-error-code": "RepoNotFound" } },
      );
    if (path === "/api/models/cat/one")
      return answerJson(response, { id: "cat/one", private: false, sha: refs.get("main") });
    if (path.includes("/revision/")) {
      const found = at(last);
      if (found) return answerJson(response, { id: "cat/one", sha: found.oid });
      return answerJson(response, { error: "no" }, { status: 404, headers: { "x-error-code": "RevisionNotFound" } });
    }
    if (path.includes("/tree/"))
      return answerJson(
        response,
        [...at(last)!.files].map(([name, { bytes, lfs }]) => listedFile(name, bytes, lfs)),
      );
    if (path.includes("/commits/")) {
      const line = [];
      for (let one = at(last); one; one = at(one.parent ?? ""))
        line.push({ id: one.oid, title: one.title, message: "", authors: [], date: "2026-01-01T00:00:00Z" });
      return answerJson(response, line);
    }
    if (path.endsWith("/refs")) return answerJson(response, listedRefs(refs, tags));
    if (path.includes("/preupload/"))
      return answerJson(response, {
        files: json().files.map(({ path: name }: { path: string }) => ({
          path: name,
          uploadMode: isLfs(name) ? "lfs" : "regular",
          shouldIgnore: shouldIgnore(name),
          oid: null,
        })),
      });
    if (path.endsWith("/info/lfs/objects/batch")) return answerJson(response, { objects: batch(json().objects) });
    if (path.startsWith("/object/")) return keep(last, request.body, response);
    if (path.startsWith("/part/")) {
      const [, , oid, n] = path.split("/");
      const held = parts.get(oid) ?? new Map();
      parts.set(oid, held.set(Number(n), request.body));
      return void response.writeHead(200, { etag: `"${gitBlobSha1(request.body)}"` }).end();
    }
    if (path.startsWith("/complete/")) {
      const held = parts.get(last);
      const told: { partNumber: number; etag: string }[] = json().parts;
      const right = told.every(
        ({ partNumber, etag }) => etag === `"${gitBlobSha1(held?.get(partNumber) ?? new Uint8Array())}"`,
      );
      if (!held || !right) return answerJson(response, { error: "parts do not fit" }, { status: 400 });
      return keep(last, Buffer.concat(told.map(({ partNumber }) => held.get(partNumber)!)), response);
    }
    if (path.startsWith("/verify/")) return answerJson(response, {}, { status: objects.has(last) ? 200 : 404 });
    if (path.includes("/commit/"))
      return commit(last, request.body.toString(), url.searchParams.has("create_pr"), response);
    if (path.includes("/tag/")) {
      const { tag } = json();
      if (tags.has(tag)) return answerJson(response, { error: "exists" }, { status: 409 });
      tags.set(tag, at(last)!.oid);
      return answerJson(response, {});
    }
    answerJson(response, { error: "not here" }, { status: 404 });
  });

  return {
    ...hub,
    refs,
    tags,
    objects,
    commits,
    head: (revision = "main") => at(revision)!,
    /** Somebody else commits a file. */
    push(path: string, text: string) {
      const { oid, files } = at("main")!;
      refs.set("main", add(oid, "theirs", "", new Map(files).set(path, { bytes: Buffer.from(text), lfs: false })));
    },
    /** Requests whose method and path fit, such as "PUT /object/". */
    asked: (what: string) => hub.seen.filter(({ method, url }) => `${method} ${url}`.includes(what)),
    texts: (revision = "main") =>
      Object.fromEntries([...at(revision)!.files].map(([path, { bytes }]) => [path, Buffer.from(bytes).toString()])),
  };
}
