import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { startHub } from "@tiny-cats/hub-emulator";
import { publish } from "@tiny-cats/publish";
import { onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { type ClientAnswers, EXACT, LARGER, writeClientPictures } from "./client-pictures.ts";
import { expectOurAnswers } from "./expect-our-answers.ts";
import { embeddedOptions } from "./publish-fixture.ts";

test("transformers.js loads what was published and answers as we do", async () => {
  const folder = temporaryFolder();
  const hub = await startHub({ dir: join(folder, "hub") });
  onTestFinished(() => hub.close());
  await publish("local/cats", embeddedOptions(folder, hub.url));
  await writeClientPictures(folder);

  const script = join(import.meta.dirname, "classify-by-transformers.mjs");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [script, hub.url, "local/cats", join(folder, "cache"), folder, ...EXACT, ...LARGER],
    { env: { PATH: process.env.PATH }, maxBuffer: 1 << 24 },
  );
  const theirs: ClientAnswers = JSON.parse(stdout);
  await expectOurAnswers(folder, theirs);
});
