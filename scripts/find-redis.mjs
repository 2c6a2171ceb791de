// Finds a redis-server for the tests of servers that share one, or installs it where that is possible without asking.
import { installWithApt, onPath } from "./install-with-apt.mjs";

/** The path of a redis-server, or undefined where none is there and none can be had. */
export function findRedis() {
  if (!onPath("redis-server")) installWithApt("redis-server", "Redis");
  return onPath("redis-server");
}
