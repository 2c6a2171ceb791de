import type { Problem } from "../shapes/cross-check.ts";
import type { GenerationMetadata } from "./generation-metadata.ts";

/** What in a generation metadata document contradicts itself. */
export function checkGenerationMetadata({ breeds_generated, files, config, sampler }: GenerationMetadata): Problem[] {
  const problems: Problem[] = [];
  const ids = breeds_generated.map(({ breed_idx }) => breed_idx);
  breeds_generated.forEach(({ breed_idx, num_samples }, i) => {
    if (ids.indexOf(breed_idx) < i)
      problems.push({ path: ["breeds_generated", i, "breed_idx"], message: "occurs twice" });
    const found = files.filter((file) => file.breed_idx === breed_idx).length;
    if (found !== num_samples)
      problems.push({
        path: ["breeds_generated", i, "num_samples"],
        message: `must be ${found} as in files, not ${num_samples}`,
      });
  });
  const names = new Map<string, number>();
  files.forEach(({ file, breed_idx }, i) => {
    if (names.has(file)) problems.push({ path: ["files", i, "file"], message: "occurs twice" });
    names.set(file, i);
    if (!ids.includes(breed_idx))
      problems.push({ path: ["files", i, "breed_idx"], message: `must be one of breeds_generated, not ${breed_idx}` });
  });
  if (config.num_steps !== sampler.steps)
    problems.push({
      path: ["config", "num_steps"],
      message: `must be ${sampler.steps} as sampler.steps, not ${config.num_steps}`,
    });
  if (config.cfg_scale !== sampler.guidance.scale)
    problems.push({
      path: ["config", "cfg_scale"],
      message: `must be ${sampler.guidance.scale} as sampler.guidance.scale, not ${config.cfg_scale}`,
    });
  return problems;
}
