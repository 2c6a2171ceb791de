import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { startHub } from "@tiny-cats/hub-emulator";
import { publish } from "@tiny-cats/publish";
import { onTestFinished, test } from "vitest";
import { type ClientAnswers, EXACT, LARGER, writeClientPictures } from "../../integration/src/client-pictures.ts";
import { expectOurAnswers } from "../../integration/src/expect-our-answers.ts";
import { embeddedOptions } from "../../integration/src/publish-fixture.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { hubEnvironment } from "./hub-environment.ts";
import { missingPeers, python } from "./peers.ts";

const reason = missingPeers(["torch", "transformers", "numpy", "PIL"]);

/** transformers' answers out of a Hub that speaks at `url`. */
async function askTransformers(url: string, folder: string, names: readonly string[]): Promise<ClientAnswers> {
  const script = join(import.meta.dirname, "classify-by-transformers.py");
  const { stdout } = await promisify(execFile)(python, [script, "local/cats", folder, ...names], {
    env: hubEnvironment(folder, url),
    maxBuffer: 1 << 24,
  });
  return JSON.parse(stdout);
}

test("Python's pipeline and AutoModel load what was published, and answer as we do", async ({ skip }) => {
  if (reason) return skip(reason);
  const folder = temporaryFolder();
  const hub = await startHub({ dir: join(folder, "hub") });
  onTestFinished(() => hub.close());
  await publish("local/cats", embeddedOptions(folder, hub.url));
  await writeClientPictures(folder);
  const theirs = await askTransformers(hub.url, folder, [...EXACT, ...LARGER]);
  await expectOurAnswers(folder, theirs);
});
