import { expect, test } from "vitest";
import { openGpt2, text } from "../testing/hf-folders.ts";
import { trainingMetadata } from "./training-metadata.ts";
import { writeHfFolder } from "./write-hf-folder.ts";

test("README.md claims nothing that is not known, and lets no markup in", async () => {
  const { config, tensors } = await openGpt2("nanogpt.pt");
  const training = { ...(await trainingMetadata(undefined)), checkpoint_id: "a | b\n# <script>" };
  const folder = writeHfFolder(config, tensors, training, { name: "x\n---\n<b>", notes: ["one\ntwo"] });
  const readme = text(folder, "README.md");
  expect(readme).not.toMatch(/license|<script>|<b>/);
  expect(readme).toContain("| iteration | not recorded |");
  expect(readme).toContain("| checkpoint | a b # script |");
  expect(readme).toContain("# x --- b\n");
  expect(readme).toContain("- one two");
  expect(readme).toContain("| parameters | 4,272 |");
});
