import { entryNotFound, findPath } from "../download/find-path.ts";
import { type Receiver, receive } from "../download/receive.ts";
import { wrongContent } from "../download/wrong-content.ts";
import { HubError } from "../errors/hub-error.ts";
import { fileAddress } from "../file-address.ts";
import type { HubOptions } from "../hub-options.ts";
import { parseRepo, type Repo } from "../repo-id.ts";
import { connect } from "../request/connection.ts";
import { resolveRevision } from "../revision.ts";
import { digest } from "./digest.ts";

export interface FetchFileOptions extends HubOptions {
  /** A branch, tag or commit: main unless told. */
  revision?: string;
  /** The most that is fetched, in bytes: 2 GiB unless told. */
  maxBytes?: number;
  onProgress?: (progress: { bytes: number; total: number }) => void;
}

const MOST_AGAIN = 2;

/**
 * A file of a repository in memory, with the size and hash that the Hub lists. It runs in browsers, and in Node.
 *
 * @throws HubError "entry-not-found", "integrity-failed", "file-too-large", "no-web-crypto", and others of a request; the signal's reason.
 */
export async function fetchFile(
  repo: Repo,
  path: string,
  { revision = "main", maxBytes = 2 ** 31, onProgress, ...options }: FetchFileOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const id = parseRepo(repo);
  const connection = connect(options);
  const commit = await resolveRevision(connection, id, revision);
  const file = await findPath(connection, id, commit, path);
  if (!file) throw entryNotFound(id, path, commit);
  if (file.size > maxBytes)
    throw new HubError("file-too-large", `${path} has ${file.size} bytes, where ${maxBytes} are allowed`, {
      value: { path, size: file.size, maxBytes },
      remedy: "check that it is the right file; if it is, raise the limit",
    });
  const bytes = new Uint8Array(file.size);
  const sink = memory(bytes);
  const url = fileAddress(connection, id, commit, path);
  const { size } = file;
  let told = -1;
  const tell = () => {
    if (sink.position <= told) return;
    told = sink.position;
    onProgress?.({ bytes: told, total: size });
  };
  for (let again = 0; ; again++) {
    await receive(connection, url, sink, { size, path, signal: options.signal, onBytes: tell });
    if ((await digest(bytes, file)) === file.oid) break;
    if (again === MOST_AGAIN) throw wrongContent(path, file.oid);
    await sink.restart();
  }
  tell();
  return bytes;
}

function memory(bytes: Uint8Array): Receiver {
  let position = 0;
  return {
    get position() {
      return position;
    },
    async write(chunk) {
      if (position + chunk.length > bytes.length) return false;
      bytes.set(chunk, position);
      position += chunk.length;
      return true;
    },
    async restart() {
      position = 0;
    },
  };
}
