// node hold.ts <lock>: takes a lock, says so, and keeps it until killed.
import { withLock } from "../lock/with-lock.ts";

await withLock(process.argv[2], async () => {
  process.stdout.write("held\n");
  await new Promise((resolve) => setTimeout(resolve, 600_000));
});
