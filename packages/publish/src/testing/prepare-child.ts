import { discover } from "../discover/discover.ts";
import { prepare } from "../prepare/prepare.ts";

// Prepares a checkpoint again and again until it is killed.
const [checkpoint, out] = process.argv.slice(2);
const { models } = await discover({ explicit: { classifier: checkpoint } });
for (;;) await prepare(models, out);
