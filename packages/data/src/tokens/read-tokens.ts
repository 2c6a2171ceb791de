import { endianness } from "node:os";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { TokenFile } from "./token-file.ts";

/**
 * Reads tokens into an array, as many as it takes.
 *
 * @throws TinyCatsError "closed-token-set", and "file-changed" where the file has become shorter.
 */
export async function readTokens({ name, handle }: TokenFile, offset: number, out: Uint16Array): Promise<void> {
  if (handle.fd < 0) {
    throw new TinyCatsError("closed-token-set", "the token set was closed", {
      remedy: "read its blocks before closing it",
    });
  }
  const bytes = Buffer.from(out.buffer, out.byteOffset, out.byteLength);
  for (let filled = 0; filled < bytes.length; ) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, 2 * offset + filled);
    if (bytesRead === 0) {
      throw new TinyCatsError("file-changed", `${name} became shorter while it was read`, {
        value: name,
        remedy: "wait until nobody writes it, and open the set again",
      });
    }
    filled += bytesRead;
  }
  if (endianness() === "BE") bytes.swap16();
}
