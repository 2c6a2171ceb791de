"""Random checkpoints by torch.save and safetensors, and what comes back of them. `make <folder> <count>`, then `check <folder> <count>`."""

import hashlib
import importlib.util
import json
import pathlib
import random
import struct
import sys

import safetensors.torch
import torch

# The random structures are those of the golden vectors, a sample of which is committed.
SCRIPT = pathlib.Path(__file__).parent.parent.parent / "golden" / "scripts" / "checkpoint.py"
spec = importlib.util.spec_from_file_location("checkpoint", SCRIPT)
golden = importlib.util.module_from_spec(spec)
spec.loader.exec_module(golden)
NAMES, random_tensor, raw, structure = golden.NAMES, golden.random_tensor, golden.raw, golden.structure


def flat(seed):
    rng = random.Random(f"flat {seed}")
    tensors = {}
    for i in range(rng.randrange(1, 9)):
        tensor = random_tensor(rng, [])
        if tensor.dtype != torch.complex128:
            tensors[f"{rng.choice(['z', 'a', 'é', '🐈', '１'])}.{i}"] = tensor.detach()
    return tensors


def same(a, b, path, ties):
    """The first difference of two trees, types, bits, strides and shared storages included."""
    if type(a) is not type(b):
        return f"{path}: {type(a)} became {type(b)}"
    if isinstance(a, torch.Tensor):
        for what in ("dtype", "shape", "requires_grad"):
            if getattr(a, what) != getattr(b, what):
                return f"{path}: {what} {getattr(a, what)} became {getattr(b, what)}"
        if a.stride() != b.stride() or a.storage_offset() != b.storage_offset():
            return f"{path}: another view"
        if raw(a) != raw(b):
            return f"{path}: other numbers"
        if a.numel() and ties.setdefault(a.untyped_storage().data_ptr(), b.untyped_storage().data_ptr()) != b.untyped_storage().data_ptr():
            return f"{path}: untied"
        return None
    if isinstance(a, dict):
        if [k if not isinstance(k, tuple) else list(k) for k in a] != [k if not isinstance(k, tuple) else list(k) for k in b]:
            return f"{path}: other keys"
        return next(filter(None, (same(a[k], b[k], f"{path}.{k}", ties) for k in a)), None)
    if isinstance(a, (list, tuple)):
        if len(a) != len(b):
            return f"{path}: another length"
        return next(filter(None, (same(x, y, f"{path}.{i}", ties) for i, (x, y) in enumerate(zip(a, b)))), None)
    if isinstance(a, float):
        return None if struct.pack("<d", a) == struct.pack("<d", b) else f"{path}: {a} became {b}"
    return None if a == b else f"{path}: {a} became {b}"


def tensors_of(value, path, found):
    """Tensors by path, as the reader names them."""
    if isinstance(value, torch.Tensor):
        name, i = path, 2
        while name in found:
            name, i = f"{path}#{i}", i + 1
        found[name] = [NAMES[value.dtype], list(value.shape), hashlib.sha256(raw(value)).hexdigest()]
    elif isinstance(value, dict):
        for key, item in value.items():
            label = f"({', '.join(map(str, key))})" if isinstance(key, tuple) else str(key)
            tensors_of(item, f"{path}.{label}" if path != "" else label, found)
    elif isinstance(value, (list, tuple)) and not isinstance(value, torch.Size):
        for i, item in enumerate(value):
            tensors_of(item, f"{path}.{i}" if path != "" else str(i), found)
    return found


command, folder, count = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
faults = []
for seed in range(count):
    value, rng = structure(seed)
    if command == "make":
        torch.save(value, folder / f"{seed}.pt", pickle_protocol=rng.choice([2, 2, 3, 4, 5]),
                   _use_new_zipfile_serialization=rng.random() < 0.7)
        (folder / f"{seed}.json").write_text(json.dumps(tensors_of(value, "", {})))
        safetensors.torch.save_file({k: v.contiguous() for k, v in flat(seed).items()}, folder / f"{seed}.safetensors", metadata={"format": "pt"})
        continue
    fault = same(value, torch.load(folder / f"{seed}-back.pt", weights_only=True), f"{seed}-back.pt", {})
    if fault:
        faults.append(fault)
    back = safetensors.torch.load_file(folder / f"{seed}-tree.safetensors")
    wanted = {k: v for k, v in tensors_of(value, "", {}).items() if v[0] != "c128"}
    if {k: [NAMES[t.dtype], list(t.shape), hashlib.sha256(raw(t)).hexdigest()] for k, t in back.items()} != wanted:
        faults.append(f"{seed}-tree.safetensors")
print(json.dumps({"faults": faults, "torch": torch.__version__}))
