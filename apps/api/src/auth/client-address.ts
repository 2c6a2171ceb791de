import { isIPv4, isIPv6, SocketAddress } from "node:net";

/**
 * Who stands behind an address: IPv4 whole, IPv6 by its first 64 bits, since one household or server has all that begin with them.
 * What is no address is given back as it is.
 */
export function clientAddress(address: string): string {
  const bare = address.replace(/%.*$/, "");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(bare)) return bare;
  // In its shortest form, so that one address is not many.
  const { address: canonical } = new SocketAddress({ address: bare, family: "ipv6" });
  return `${groupsOf(canonical).slice(0, 4).join(":")}::/64`;
}

/**
 * The address that a proxy says it was asked from: the last of X-Forwarded-For, the only one that it wrote itself.
 * Undefined without one, or where it is none.
 */
export function forwardedAddress(request: Request): string | undefined {
  const last = request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  if (last === undefined) return undefined;
  const bare = /^\[(.+)\](?::\d+)?$/.exec(last)?.[1] ?? /^([\d.]+):\d+$/.exec(last)?.[1] ?? last;
  return isIPv4(bare) || isIPv6(bare) ? bare : undefined;
}

function groupsOf(address: string): string[] {
  const [head, tail] = address.split("::").map((half) => half.split(":").filter((group) => group !== ""));
  if (tail === undefined) return head;
  return [...head, ...Array(Math.max(0, 8 - head.length - tail.length)).fill("0"), ...tail];
}
