import { createRepo, HubError, isHubError, planUpload, upload } from "@tiny-cats/hub";
import type { FaultAction, HubServer } from "@tiny-cats/hub-emulator";
import { expect } from "vitest";
import { formulaBytes } from "../../golden/formula-picture.ts";
import { folderOf } from "../../testing/folder-of.ts";
import { contentOf, newHub, TOKEN } from "./hub-upload-fixture.ts";

const FILES = {
  "parts.bin": formulaBytes(7, 200_000),
  "whole.bin": formulaBytes(8, 5_000),
  "a b#%é.txt": formulaBytes(9, 300),
};

export const FAULTS: Record<string, FaultAction> = {
  "429": { status: 429, headers: { "retry-after": "0" } },
  "503": { status: 503 },
  reset: { reset: true },
  "reset in the request": { reset: true, afterRequestBytes: 100 },
  "reset in the answer": { reset: true, afterBytes: 3 },
  silence: { delayMs: 700 },
  "a short answer": { truncate: 5, contentLength: "short" },
  "a cut answer": { truncate: 5 },
  "a flipped bit": { flipBit: 20 },
  "a flipped bit further on": { flipBit: 70 },
};

const CODES = [
  "hub-answer",
  "conflict",
  "integrity-failed",
  "revision-not-found",
  "repo-not-found",
  "hub-refused",
  "hub-not-found",
  "entry-not-found",
  "forbidden",
  "unauthorized",
  "network-failed",
  "hub-unavailable",
  "rate-limited",
];

interface Outcome {
  /** Whether the faulty run itself came to its end. */
  succeeded: boolean;
  code: string | undefined;
  /** Whether the fault struck: the upload has as many requests. */
  struck: boolean;
}

/** Uploads with one request struck: it succeeds, or fails with a typed error and succeeds when done again; the bytes are right each time. */
async function uploadStruck(hub: HubServer, repo: string, number: number, action: FaultAction): Promise<Outcome> {
  const folder = folderOf(FILES);
  const options = { endpoint: hub.url, token: TOKEN, retryBaseMs: 1, timeoutMs: 350 };
  hub.setFaults([]);
  await createRepo(repo, options);
  const before = hub.requests.length;
  hub.setFaults([{ match: { number }, action, times: 1 }]);
  const run = async () => upload(await planUpload(folder, repo, options), { ...options, tag: "v1" });
  const error = await run().then(
    () => undefined,
    (thrown) => thrown,
  );
  const struck = hub.requests.length - before >= number;
  hub.setFaults([]);
  if (error !== undefined) {
    expect(error).toBeInstanceOf(HubError);
    expect(isHubError(error, ...CODES), `${error.code}: ${error.message}`).toBe(true);
    expect(error.remedy).not.toBe("");
    const later = await upload(await planUpload(folder, repo, options), options);
    expect(later.commit).toMatch(/^[0-9a-f]{40}$/);
  }
  expect(await contentOf(hub, repo)).toEqual(FILES);
  return { succeeded: error === undefined, code: error?.code, struck };
}

/** Strikes every request of an upload in turn; returns what came of it. */
export async function strikeEach(fault: string, step: number): Promise<Record<string, number>> {
  const hub = await newHub();
  const count: Record<string, number> = {};
  for (let number = 1, struck = true; struck; number += step) {
    const outcome = await uploadStruck(hub, `local/r${number}`, number, FAULTS[fault]);
    struck = outcome.struck;
    if (!struck) break;
    const key = outcome.succeeded ? "succeeded" : outcome.code!;
    count[key] = (count[key] ?? 0) + 1;
  }
  return count;
}
