import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startHub } from "@tiny-cats/hub-emulator";
import { publish } from "@tiny-cats/publish";
import { expect, onTestFinished, test } from "vitest";
import {
  type ClientAnswers,
  EXACT,
  LARGER,
  scoreGap,
  top,
  writeClientPictures,
} from "../../integration/src/client-pictures.ts";
import { embeddedOptions } from "../../integration/src/publish-fixture.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { missingPeers, output, python } from "./peers.ts";
