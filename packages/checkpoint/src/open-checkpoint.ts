import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Checkpoint, OpenOptions } from "./checkpoint.ts";
import { closedCheckpoint, tooLarge, unsupportedCheckpoint } from "./errors.ts";
import { type Limits, resolveLimits } from "./limits.ts";
import type { StackValue } from "./pickle/machine.ts";
import type { PyValue } from "./pickle/py-value.ts";
import { legacyStart } from "./pytorch/legacy-start.ts";
import { openLegacy } from "./pytorch/open-legacy.ts";
import { openZip } from "./pytorch/open-zip.ts";
import { joinShards } from "./safetensors/join-shards.ts";
import { openSafetensors } from "./safetensors/open-safetensors.ts";
import { parseIndex } from "./safetensors/parse-index.ts";
import { blobSource } from "./source/blob-source.ts";
import type { ByteSource } from "./source/byte-source.ts";
import { bytesSource } from "./source/bytes-source.ts";
import { readExactly } from "./source/read-exactly.ts";
import { collectTensors } from "./tree/collect-tensors.ts";

export interface SourceOptions extends OpenOptions {
  /** Opens a shard that an index names, by a name that may not be trusted; without it an index is refused. */
  openShard?: (name: string) => Promise<ByteSource>;
}

/**
 * Opens a checkpoint: a .pt, .pth or .bin of torch.save (both formats), a .safetensors, or an index of safetensors shards; which one is
 * seen from its first bytes. Only headers are read; tensors come when asked for. Nothing in the file is executed.
 *
 * @throws TinyCatsError "unknown-checkpoint", "unsupported-checkpoint", "corrupt-zip", "corrupt-pickle", "forbidden-pickle",
 * "corrupt-safetensors", "corrupt-index", "unsupported-tensor", "unsupported-dtype", "checkpoint-too-large", "file-changed"; the signal's
 * reason.
 */
export async function openCheckpoint(
  input: ByteSource | Uint8Array | Blob,
  { openShard, ...given }: SourceOptions = {},
): Promise<Checkpoint> {
  const options = { ...given, limits: resolveLimits(given.limits) };
  let closed = false;
  const source = guarded(toSource(input), () => closed);
  const opened = await open(source, options, async (name) => {
    if (openShard) return guarded(await openShard(name), () => closed);
    throw unsupportedCheckpoint("an index of shards was given alone", "give openShard, or open the index as a file");
  });
  const close = async () => {
    closed = true;
  };
  return { ...opened, close, [Symbol.asyncDispose]: close };
}

type Opened = Omit<Checkpoint, "close" | typeof Symbol.asyncDispose>;
type Resolved = OpenOptions & { limits: Limits };

async function open(
  source: ByteSource,
  options: Resolved,
  openShard: (name: string) => Promise<ByteSource>,
): Promise<Opened> {
  const start = await readExactly(source, 0, Math.min(source.size, 512), options);
  const begins = (bytes: ArrayLike<number>) =>
    start.length >= bytes.length && Array.from(bytes).every((b, i) => start[i] === b);
  if (begins([0x50, 0x4b, 3, 4])) return fromTree("pytorch-zip", await openZip(source, options), options);
  const begin = legacyStart(start);
  if (begin !== undefined) return fromTree("pytorch-legacy", await openLegacy(source, begin, options), options);
  if (start[8] === 0x7b && start[7] === 0 && start[6] === 0) {
    const { tensors, metadata } = await openSafetensors(source, options);
    return { format: "safetensors", value: tensors as ReadonlyMap<string, PyValue>, tensors, metadata };
  }
  if (/^\s*\{\s*"/.test(new TextDecoder().decode(start))) return openIndex(source, options, openShard);
  throw refusal(start);
}

function fromTree(format: Checkpoint["format"], value: StackValue, { limits }: Resolved): Opened {
  const tensors = collectTensors(value, limits);
  return { format, value: value as PyValue, tensors, metadata: new Map() };
}

async function openIndex(
  source: ByteSource,
  options: Resolved,
  openShard: (name: string) => Promise<ByteSource>,
): Promise<Opened> {
  if (source.size > options.limits.headerBytes)
    throw tooLarge("an index of so many bytes", source.size, options.limits.headerBytes);
  const index = parseIndex(await readExactly(source, 0, source.size, options), options.limits);
  const openFile = async (file: string) => (await openSafetensors(await openShard(file), options)).tensors;
  const tensors = await joinShards(index.weightMap, openFile);
  return {
    format: "safetensors-index",
    value: tensors as ReadonlyMap<string, PyValue>,
    tensors,
    metadata: index.metadata,
  };
}

function toSource(input: ByteSource | Uint8Array | Blob): ByteSource {
  if (input instanceof Uint8Array) return bytesSource(input);
  return input instanceof Blob ? blobSource(input) : input;
}

function guarded(source: ByteSource, isClosed: () => boolean): ByteSource {
  return {
    size: source.size,
    async read(offset, length, options) {
      if (isClosed()) throw closedCheckpoint();
      return source.read(offset, length, options);
    },
  };
}

function refusal(start: Uint8Array): TinyCatsError {
  const text = new TextDecoder("latin1").decode(start);
  if (text.slice(257, 262) === "ustar") {
    return unsupportedCheckpoint(
      "the file is a tar archive, as PyTorch before 0.1.10 wrote",
      "save it again with a newer PyTorch",
    );
  }
  if (start[0] === 0x80)
    return unsupportedCheckpoint("the file is a pickle that torch.save did not write", "save it with torch.save");
  const hint = text.startsWith("version https://git-lfs")
    ? "it is a Git LFS pointer: download the file it points to, as with git lfs pull"
    : /^\s*<(?:!doctype|html)/i.test(text)
      ? "it is a web page: download the file itself, not the page about it"
      : "give a .pt, .pth, .bin, .safetensors or .safetensors.index.json file, and check that it was copied whole";
  return new TinyCatsError("unknown-checkpoint", "the file begins like no checkpoint", {
    value: text.slice(0, 16),
    remedy: hint,
  });
}
