import { badAnswer } from "../errors/bad-answer.ts";
import { HubError } from "../errors/hub-error.ts";
import { pagePath } from "../repo-id.ts";
import { call } from "../request/call.ts";
import type { PlannedFile } from "./upload-plan.ts";
import type { UploadWork } from "./upload-work.ts";

/** What the Hub wants done with one object. */
export interface LfsAction {
  href: string;
  header?: Record<string, string>;
}

export interface LfsActions {
  upload?: LfsAction;
  verify?: LfsAction;
}

interface BatchAnswer {
  objects?: ({ oid?: unknown; actions?: LfsActions; error?: { code?: number; message?: string } } | null)[];
}

const MEDIA_TYPE = "application/vnd.git-lfs+json";

/** The most objects that are asked about in one request. */
export const BATCH = 100;

/**
 * Asks how objects are to be sent (git-lfs, api/batch.md), in the order given. An object without actions is already there.
 *
 * @throws HubError "hub-refused" where the Hub refuses one of them; "hub-answer"; those of requests.
 */
export async function lfsBatch(
  { connection, repo, revision }: UploadWork,
  files: readonly PlannedFile[],
): Promise<LfsActions[]> {
  const body = JSON.stringify({
    operation: "upload",
    transfers: ["basic", "multipart"],
    hash_algo: "sha256",
    ref: { name: revision },
    objects: files.map(({ sha256, bytes }) => ({ oid: sha256, size: bytes })),
  });
  const response = await call(connection, `${connection.endpoint}/${pagePath(repo)}.git/info/lfs/objects/batch`, {
    method: "POST",
    headers: { accept: MEDIA_TYPE, "content-type": MEDIA_TYPE },
    body: () => body,
  });
  const answer: BatchAnswer | undefined = await response.json().catch(() => undefined);
  const objects = answer?.objects;
  return files.map(({ path, sha256 }) => {
    const object = Array.isArray(objects) ? objects.find((one) => one?.oid === sha256) : undefined;
    if (!object) throw badAnswer(`it does not say how to send ${path}`);
    if (object.error) throw refused(path, object.error);
    const { upload, verify } = object.actions ?? {};
    if ((upload && !isAction(upload)) || (verify && !isAction(verify)))
      throw badAnswer(`it gives no address to send ${path} to`);
    return { ...(upload && { upload }), ...(verify && { verify }) };
  });
}

function isAction({ href, header }: LfsAction): boolean {
  return typeof href === "string" && URL.canParse(href) && /^https?:/.test(href) && isHeader(header);
}

function isHeader(header: LfsAction["header"]): boolean {
  try {
    return Boolean(new Headers(header ?? {}));
  } catch {
    return false;
  }
}

function refused(path: string, { code, message }: { code?: number; message?: string }): HubError {
  const why = String(message ?? "")
    .slice(0, 300)
    .replace(/[^\x20-\x7e]+/g, " ");
  return new HubError("hub-refused", `the Hub does not take ${path}: ${code ?? ""} ${why}`, {
    value: path,
    remedy: "the message says why",
    status: typeof code === "number" ? code : undefined,
  });
}
