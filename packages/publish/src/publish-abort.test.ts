import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { STAGES, type Stage } from "./progress.ts";
import { hashes } from "./testing/hashes.ts";
import { languageSource } from "./testing/language-source.ts";
import { publication, REPO } from "./testing/publication.ts";

/** Names of what only a run that goes on may leave: hidden files and folders, downloads of the verification, locks. */
function halves(work: string): string[] {
  return readdirSync(work, { recursive: true, encoding: "utf8" }).filter(
    // .tree.made says that the folder beside it may be replaced; the uploads' journal and the cache are for the next run.
    (path) => /^\.(?!tree\.made$)|^verify-|\.lock|partial|\.tmp/.test(basename(path)),
  );
}

/** The stages that a signal stops, and those that tell how far they are. */
const TOLD: Readonly<Record<"begin" | "middle", readonly Stage[]>> = {
  begin: STAGES.filter((stage) => stage !== "report"),
  middle: ["prepare", "check", "measure", "card", "gates", "upload", "verify"],
};

/** Publishes with a signal that fires where `at` says so; what it was rejected with, and the stages that were begun. */
async function stoppedRun(
  publish: Awaited<ReturnType<typeof publication>>["publish"],
  options: object,
  at: (where: "begin" | "middle", stage: Stage) => boolean,
) {
  const controller = new AbortController();
  const reason = new Error("enough");
  const begun: Stage[] = [];
  const fire = (where: "begin" | "middle", stage: Stage) => at(where, stage) && controller.abort(reason);
  const run = publish({
    ...options,
    signal: controller.signal,
    onStage(stage) {
      begun.push(stage);
      fire("begin", stage);
    },
    onProgress: ({ stage }) => fire("middle", stage),
  });
  const error = await run.then(
    () => undefined,
    (thrown) => thrown,
  );
  return { error, reason, begun };
}

test.each(["begin", "middle"] as const)(
  "a signal at the %s of each stage leaves nothing half, and the next run goes on",
  { timeout: 120_000 },
  async (where) => {
    const { publish, work, state } = await publication();
    const { options } = languageSource();
    for (const stage of TOLD[where]) {
      const { error, reason, begun } = await stoppedRun(publish, options, (at, of) => at === where && of === stage);
      expect(error, stage).toBe(reason);
      expect(begun.at(-1)).toBe(stage);
      expect(halves(work), stage).toEqual([]);
      for (const path of Object.keys(hashes(work)).filter((name) => name.endsWith(".json")))
        expect(() => JSON.parse(readFileSync(join(work, path), "utf8")), `${stage}: ${path}`).not.toThrow();
      const there = await state();
      expect(there?.tags ?? [], stage).toEqual([]);
      expect(there?.commits.length ?? 0, stage).toBe(["verify", "tag"].includes(stage) ? 2 : there ? 1 : 0);
    }
    const outcome = await stoppedRun(publish, options, (at, stage) => at === "begin" && stage === "report");
    // Everything is done by then: it is told all the same.
    expect(outcome.error).toBeUndefined();
    expect(JSON.parse(readFileSync(join(work, "publish-report.json"), "utf8"))).toMatchObject({ repo_id: REPO });
    // One commit beside that which made the repository, and one tag.
    expect(await state()).toEqual({ commits: [expect.any(String), expect.any(String)], tags: [expect.any(String)] });
    expect(halves(work)).toEqual([]);
  },
);
