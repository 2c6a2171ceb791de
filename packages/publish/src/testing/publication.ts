import { join } from "node:path";
import { listRefs } from "@tiny-cats/hub";
import * as embedded from "@tiny-cats/models";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { publish } from "../publish.ts";
import type { PublishOptions } from "../publish-options.ts";
import { EMBEDDED_REPORTS } from "./prepared-folders.ts";
import { type TestHub, testHub } from "./test-hub.ts";

/** A publication of the embedded classifier, or of what `changes` name, to a Hub of the running test's own. */
export interface Publication {
  hub: TestHub;
  work: string;
  /** To "ada/cats" unless told. */
  publish(changes?: Partial<PublishOptions> & { repo?: string }): ReturnType<typeof publish>;
  /** Ids of commits, the newest first, and names of tags; undefined where there is no repository. */
  state(): Promise<{ commits: string[]; tags: string[] } | undefined>;
}

export const REPO = "ada/cats";

export async function publication(): Promise<Publication> {
  const hub = await testHub();
  const work = join(temporaryFolder(), "work");
  return {
    hub,
    work,
    publish: ({ repo = REPO, ...changes } = {}) =>
      publish(repo, {
        ...hub.options,
        work,
        ...(changes.folder === undefined && changes.explicit === undefined && { embedded, only: ["classifier"] }),
        reports: [EMBEDDED_REPORTS],
        extractor: embedded.classifier,
        command: "publish",
        ...changes,
      }),
    async state() {
      const refs = await listRefs(REPO, hub.options).catch(() => undefined);
      if (!refs) return undefined;
      const answer = await fetch(`${hub.server.url}/api/models/${REPO}/commits/main`, {
        headers: { authorization: `Bearer ${hub.options.token}` },
      });
      const commits = (await answer.json()) as { id: string }[];
      return { commits: commits.map(({ id }) => id), tags: refs.tags.map(({ name }) => name) };
    },
  };
}
