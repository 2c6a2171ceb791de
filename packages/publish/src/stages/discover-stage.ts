import { discover } from "../discover/discover.ts";
import type { Discovery } from "../discover/discovery.ts";
import { checkDisk } from "../resume/check-disk.ts";
import { sizeOf } from "../resume/size-of.ts";
import type { PublishRun } from "./publish-run.ts";

/** What is copied, converted and downloaded again takes about this many times the models' size. */
const ROOM = 4;

/**
 * Finds the models, and room for what is made of them.
 *
 * @throws TinyCatsError "no-space"; what discover throws
 */
export async function discoverStage({ options, work, begin }: PublishRun): Promise<Discovery> {
  begin("discover");
  const discovery = await discover(options);
  const sizes = await Promise.all(discovery.models.map(({ path }) => sizeOf(path)));
  await checkDisk(work.folder, ROOM * sizes.reduce((sum, size) => sum + size, 0));
  return discovery;
}
