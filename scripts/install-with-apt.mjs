// Programs that Debian's packages have.
import { spawnSync } from "node:child_process";

/** The path of a program, or undefined where there is none of that name. */
export function onPath(name) {
  const which = spawnSync(process.platform === "win32" ? "where" : "which", [name], { encoding: "utf8" });
  return which.status === 0 ? which.stdout.split(/\r?\n/)[0] : undefined;
}

/** Installs a package where that is possible without asking: by root, and on a CI machine by whoever may become root there. */
export function installWithApt(name, title = name) {
  if (process.platform !== "linux" || !onPath("apt-get")) return;
  const root = process.getuid?.() === 0;
  if (!root && !(process.env.CI && onPath("sudo"))) return;
  process.stderr.write(`Installing ${title} with apt-get ...\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) => {
    const [command, ...rest] = [...(root ? [] : ["sudo", "-n"]), "apt-get", ...args];
    spawnSync(command, rest, { stdio: "ignore", env });
  };
  apt("update", "-qq");
  apt("install", "-y", "-qq", "--no-install-recommends", name);
}
