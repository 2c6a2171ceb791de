"""Small checkpoints of every kind by torch.save and safetensors, with what they hold as JSON.

The legacy files name storages by addresses in memory, so that those, and their hashes, differ from run to run.
"""

import argparse
import base64
import collections
import hashlib
import io
import json
import pathlib
import random
import shutil
import struct
import zipfile

import numpy as np
import safetensors
import safetensors.torch
import torch

HERE = pathlib.Path(__file__)
FOLDER = HERE.parent.parent / "vectors" / "checkpoint"
DTYPES = {
    "f64": torch.float64, "f32": torch.float32, "f16": torch.float16, "bf16": torch.bfloat16,
    "f8_e4m3fn": torch.float8_e4m3fn, "f8_e5m2": torch.float8_e5m2,
    "i64": torch.int64, "i32": torch.int32, "i16": torch.int16, "i8": torch.int8,
    "u64": torch.uint64, "u32": torch.uint32, "u16": torch.uint16, "u8": torch.uint8, "bool": torch.bool,
    "c64": torch.complex64, "c128": torch.complex128,
}
NAMES = {dtype: name for name, dtype in DTYPES.items()}


def raw(tensor):
    tensor = tensor.detach().contiguous().clone()
    return bytes(tensor.untyped_storage()) if tensor.numel() else b""


def describe(value):
    """What a reader must find, in JSON; a number that is a float has its bits."""
    if isinstance(value, torch.Tensor):
        return {"tensor": {
            "dtype": NAMES[value.dtype], "shape": list(value.shape), "strides": list(value.stride()),
            "offset": value.storage_offset(), "parameter": isinstance(value, torch.nn.Parameter),
            "requiresGrad": value.requires_grad, "data": base64.b64encode(raw(value)).decode(),
        }}
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, torch.Size):
        return {"size": list(value)}
    if isinstance(value, tuple):
        return {"tuple": [describe(item) for item in value]}
    if isinstance(value, list):
        return {"list": [describe(item) for item in value]}
    if isinstance(value, dict):
        return {type(value).__name__: [[describe(k), describe(v)] for k, v in value.items()],
                **({"metadata": describe(value._metadata)} if hasattr(value, "_metadata") else {})}
    if isinstance(value, (set, frozenset)):
        return {type(value).__name__: [describe(item) for item in sorted(value)]}
    if isinstance(value, (bytes, bytearray)):
        return {type(value).__name__: base64.b64encode(value).decode()}
    if isinstance(value, np.ndarray):
        return {"ndarray": {"dtype": value.dtype.str, "shape": list(value.shape),
                            "data": base64.b64encode(value.tobytes(order="C")).decode()}}
    if isinstance(value, np.generic):
        return describe(value.item())
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": struct.pack("<d", value).hex()}
    if isinstance(value, complex):
        return {"complex": [describe(value.real), describe(value.imag)]}
    if isinstance(value, torch.dtype):
        return {"dtype": str(value)[6:]}
    if isinstance(value, torch.device):
        return {"device": [value.type, value.index]}
    if isinstance(value, torch.layout):
        return {"layout": str(value)[6:]}
    if isinstance(value, argparse.Namespace):
        return {"namespace": [[describe(k), describe(v)] for k, v in vars(value).items()]}
    raise TypeError(type(value))


def every_dtype():
    torch.manual_seed(1)
    found = {}
    for name, dtype in DTYPES.items():
        if dtype.is_complex:
            found[name] = torch.view_as_complex(torch.randn(2, 3, 2, dtype=torch.float64)).to(dtype)
        elif dtype.is_floating_point:
            found[name] = torch.randn(2, 3).to(dtype)
        elif dtype == torch.bool:
            found[name] = torch.tensor([[True, False, True], [False, False, True]])
        else:
            found[name] = torch.arange(6).reshape(2, 3).mul(7).to(dtype)
    found["extremes"] = torch.tensor([2**63 - 1, -(2**63), 0, -1])
    found["special"] = torch.tensor([float("nan"), float("inf"), -float("inf"), -0.0, 1e-45, 3.4028235e38])
    return found


def views():
    base = torch.arange(24.0).reshape(2, 3, 4)
    wide = torch.arange(12, dtype=torch.float64).reshape(3, 4)
    halves = torch.arange(10, dtype=torch.float16)
    return {
        "base": base, "transposed": base.transpose(0, 2), "row": base[1, 2], "column": base[:, 1, ::2], "wide": wide.t(),
        "expanded": torch.tensor([[1.0], [2.0]]).expand(2, 5), "scalar": torch.tensor(3.5), "empty": torch.empty(0, 4),
        "empty_view": base[:, :0], "stepped": halves[1::3], "complex": torch.arange(6).to(torch.complex64).reshape(2, 3).t(),
        "inner": torch.arange(100.0)[40:50], "one": torch.arange(3.0)[2:], "side_of_one": torch.arange(4.0).reshape(4, 1).t(),
    }


def tied():
    weight = torch.nn.Parameter(torch.arange(6.0).reshape(2, 3))
    return collections.OrderedDict(
        [("wte.weight", weight), ("lm_head.weight", weight), ("slice", weight.detach()[1]), ("other", torch.zeros(2, 3))]
    )


def training():
    torch.manual_seed(2)
    model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.BatchNorm1d(4), torch.nn.Linear(4, 2))
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.95), weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 10)
    for _ in range(2):
        model(torch.randn(5, 3)).square().mean().backward()
        optimizer.step()
        schedule.step()
    return {
        "step": 2, "model_state_dict": model.state_dict(), "optimizer_state_dict": optimizer.state_dict(),
        "scheduler_state_dict": {k: v for k, v in schedule.state_dict().items() if k != "_get_lr_called_within_step"},
        "ema_shadow_params": [p.detach().clone() for p in model.parameters()], "ema_params": None, "loss": 0.125,
        "timestamp": "2026-01-31T12:00:00", "config": {"image_size": 128, "betas": (0.9, 0.95), "name": "Łódź \U0001f408"},
        "rng": torch.get_rng_state()[:16],
    }


def values():
    return {
        "ints": [0, 1, -1, 255, 256, 65535, 65536, 2**31 - 1, -(2**31), 2**31, 2**53, 2**53 + 1, -(2**70), 2**200],
        "floats": [0.5, -0.0, 1e300, float("inf"), float("-inf"), 2.0, 5e-324], "texts": ["", "a", "é", "日本", "\U0001f408", "x" * 300],
        "flags": (True, False, None), "nested": ((), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [[], [[]]]),
        "bytes": b"\x00\x7f\x80\xff", "no_bytes": b"", "bytearray": bytearray(b"abc"), "complex": 1.5 - 2j,
        "set": {1, 2, 3}, "size": torch.Size([2, 0, 3]), "dtype": torch.bfloat16, "quantized_dtype": torch.quint8,
        "device": torch.device("cpu"), "cuda": torch.device("cuda", 1), "layout": torch.strided,
        "counter": collections.Counter("aab"), 7: "int key", (1, "b"): "tuple key", None: "none key", True: "true key",
        "ordered": collections.OrderedDict([("z", 1), ("a", 2)]),
    }


def peculiar():
    default = collections.defaultdict(list)
    default["x"].append(1)
    return {
        "default": default, "frozenset": frozenset([1, 2]), "args": argparse.Namespace(lr=0.5, name="tiny", nested=[1]),
        "np_f64": np.float64(2.5), "np_f32": np.float32(0.1), "np_f16": np.float16(0.1), "np_i64": np.int64(-(2**60)), "np_u8": np.uint8(200), "np_bool": np.bool_(True),
        "np_c128": np.complex128(1 + 2j), "array": np.arange(6, dtype=np.int32).reshape(2, 3),
        "fortran": np.asfortranarray(np.arange(6.0).reshape(2, 3)), "scalar_array": np.array(1.5), "no_array": np.zeros((0, 2), np.float32),
        "half_array": np.arange(3).astype(np.float16),
    }


def repacked(data, how):
    """The same archive by Python's zipfile: deflated, with folders, or with 64-bit records."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if how == "zip64" else zipfile.ZIP_DEFLATED) as new:
        if how == "folders":
            new.writestr(zipfile.ZipInfo("archive/", (1980, 1, 1, 0, 0, 0)), b"")
        for info in old.infolist():
            record = zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0))
            record.compress_type = new.compression
            with new.open(record, "w", force_zip64=how == "zip64") as entry:
                entry.write(old.read(info.filename))
    data = out.getvalue()
    if how != "zip64":
        return data
    # zipfile writes the wide central records only where they are needed: they are put in here.
    end = data.rindex(b"PK\x05\x06")
    count, _, size, offset = struct.unpack("<HHII", data[end + 8 : end + 20])
    at, records = offset, b""
    for _ in range(count):
        name, extra, comment = struct.unpack("<HHH", data[at + 28 : at + 34])
        packed, plain = struct.unpack("<II", data[at + 20 : at + 28])
        place = struct.unpack("<I", data[at + 42 : at + 46])[0]
        field = struct.pack("<HHQQQ", 1, 24, plain, packed, place)
        records += data[at : at + 20] + b"\xff" * 8 + struct.pack("<HHH", name, len(field), 0) + data[at + 34 : at + 42]
        records += b"\xff" * 4 + data[at + 46 : at + 46 + name] + field
        at += 46 + name + extra + comment
    place = offset + len(records)
    wide = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, len(records), offset)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, place, 1)
    return data[:offset] + records + wide + locator + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)


def saved(value, **options):
    out = io.BytesIO()
    torch.save(value, out, **options)
    return out.getvalue()


def casts():
    """float32 bit patterns and their nearest in every small float, by torch."""
    generator = torch.Generator().manual_seed(3)
    random = torch.randint(-(2**31), 2**31, (3000,), generator=generator, dtype=torch.int64).to(torch.int32).view(torch.float32)
    near = (torch.randn(1500, generator=generator) * torch.pow(2.0, torch.randint(-30, 20, (1500,), generator=generator)))
    ties = []
    for name in ("float16", "bfloat16", "float8_e4m3fn", "float8_e5m2"):
        bits = torch.arange(0, 256 if "8_e" in name else 65536, 1 if "8_e" in name else 97).to(torch.uint8 if "8_e" in name else torch.int32)
        known = bits.view(getattr(torch, name)) if "8_e" in name else bits.to(torch.int16).view(getattr(torch, name))
        exact = known.float()
        exact = exact[torch.isfinite(exact)]
        ties += [exact, torch.nextafter(exact, torch.tensor(float("inf"))), (exact[:-1] / 2 + exact[1:] / 2)]
    special = torch.tensor([0.0, -0.0, float("inf"), -float("inf"), float("nan"), 65504.0, 65519.9, 65520.0, 448.0, 464.0, 464.1, 479.9, 480.0, 57344.0, 61439.9, 61440.0, 3.4028235e38, 1e-45, 6e-8, 2.9e-8, 2.98e-8])
    values = torch.cat([random, near, special, *ties]).float()
    values = torch.where(torch.isnan(values), torch.tensor(float("nan")), values)
    encode = lambda t: base64.b64encode(raw(t)).decode()
    return {"f32": encode(values), **{name: encode(values.to(DTYPES[name])) for name in ("f16", "bf16", "f8_e4m3fn", "f8_e5m2")},
            "decoded": {name: encode(torch.arange(256).to(torch.uint8).view(DTYPES[name]).float()) for name in ("f8_e4m3fn", "f8_e5m2")},
            "f64": encode(values.double()), "to_i32": encode(torch.tensor([1.9, -1.9, 0.0]).to(torch.int32))}


def random_tensor(rng, pool):
    """A tensor of its own, or a view of one made before; now and then a parameter, or the very tensor again."""
    if pool and rng.random() < 0.15:
        return rng.choice(pool)
    if pool and rng.random() < 0.35:
        return random_view(rng, rng.choice(pool).detach())
    dtype = rng.choice(list(DTYPES.values()))
    shape = [rng.choice([0, 1, 1, 2, 3, 5]) for _ in range(rng.randrange(4))]
    count = torch.Size(shape).numel()
    width = torch.empty(0, dtype=dtype).element_size()
    data = torch.tensor(list(rng.randbytes(count * width)), dtype=torch.uint8)
    if dtype == torch.bool:
        data = data % 2
    tensor = (data.view(dtype) if count else torch.empty(0, dtype=dtype)).reshape(shape)
    if dtype.is_floating_point and width > 1 and rng.random() < 0.3:
        tensor = torch.nn.Parameter(tensor, requires_grad=rng.random() < 0.5)
    pool.append(tensor)
    return tensor


def random_view(rng, tensor):
    if tensor.dim() == 0:
        return tensor.expand(rng.randrange(1, 4))
    dim = rng.randrange(tensor.dim())
    kind = rng.randrange(4)
    if kind == 0 and tensor.size(dim) > 0:
        return tensor.narrow(dim, rng.randrange(tensor.size(dim)), 1)
    if kind == 1:
        return tensor.transpose(dim, rng.randrange(tensor.dim()))
    if kind == 2 and tensor.size(dim) > 0:
        return tensor[(slice(None),) * dim + (slice(None, None, 2),)]
    return tensor.unsqueeze(dim).expand(*tensor.shape[:dim], 2, *tensor.shape[dim:])


def random_key(rng):
    return rng.choice([rng.randrange(-5, 300), rng.choice(["weight", "bias", "a.b", "", "é", "🐈", "__proto__"]) + str(rng.randrange(9)),
                       (rng.randrange(9), "x")])


def random_scalar(rng):
    return rng.choice([
        None, True, False, rng.randrange(-300, 300), rng.randrange(-(2**40), 2**40), rng.randrange(-(2**90), 2**90),
        rng.uniform(-1, 1), float(rng.randrange(9)), float("inf"), float("nan"), -0.0,
        "".join(rng.choice("abé日🐈\n\"\\") for _ in range(rng.randrange(9))), bytes(rng.randbytes(rng.randrange(5))), bytearray(rng.randbytes(3)),
        complex(rng.random(), 2.0), torch.Size([rng.randrange(9), 2]), rng.choice(list(DTYPES.values())), torch.device("cpu"),
        torch.device("cuda", 1), {1, 2, 3}, torch.strided,
    ])


def random_value(rng, depth, pool):
    kind = rng.random()
    if depth == 0 or kind < 0.25:
        return random_tensor(rng, pool) if rng.random() < 0.6 else random_scalar(rng)
    size = rng.randrange(5)
    if kind < 0.45:
        return [random_value(rng, depth - 1, pool) for _ in range(size)]
    if kind < 0.6:
        return tuple(random_value(rng, depth - 1, pool) for _ in range(size))
    pairs = [(random_key(rng), random_value(rng, depth - 1, pool)) for _ in range(size)]
    return collections.OrderedDict(pairs) if kind < 0.75 else dict(pairs)


def structure(seed):
    rng = random.Random(seed)
    pool = []
    return {str(i): random_value(rng, 4, pool) for i in range(4)}, rng


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    files = {}
    trees = {"dtypes": every_dtype(), "views": views(), "tied": tied(), "training": training(), "values": values(), "peculiar": peculiar()}


    def keep(name, data, tree, **more):
        (FOLDER / name).write_bytes(data)
        files[name] = {"sha256": hashlib.sha256(data).hexdigest(), "tree": tree, **more}


    for name, tree in trees.items():
        keep(f"{name}.pt", saved(tree), name, format="pytorch-zip")
        keep(f"{name}-legacy.pt", saved(tree, _use_new_zipfile_serialization=False), name, format="pytorch-legacy")
    for protocol in (3, 4, 5):
        keep(f"values-protocol-{protocol}.pt", saved(trees["values"], pickle_protocol=protocol), "values", format="pytorch-zip")
        keep(f"peculiar-protocol-{protocol}.pt", saved(trees["peculiar"], pickle_protocol=protocol), "peculiar", format="pytorch-zip")
    keep("tied-legacy-protocol-4.pt", saved(trees["tied"], pickle_protocol=4, _use_new_zipfile_serialization=False), "tied", format="pytorch-legacy")
    for how in ("deflated", "folders", "zip64"):
        keep(f"tied-{how}.pt", repacked(saved(trees["tied"]), how), "tied", format="pytorch-zip")
    torch.serialization.set_crc32_options(False)
    keep("tied-no-crc.pt", saved(trees["tied"]), "tied", format="pytorch-zip")
    torch.serialization.set_crc32_options(True)
    keep("tensor.pt", saved(torch.arange(3)), "tensor", format="pytorch-zip")
    trees["tensor"] = torch.arange(3)

    flat = {k: v for k, v in every_dtype().items() if v.dtype != torch.complex128}
    flat["scalar"], flat["empty"], flat["ключ \U0001f408"] = torch.tensor(3.5), torch.empty(0, 4), torch.ones(1)
    trees["flat"] = flat
    safetensors.torch.save_file(flat, FOLDER / "flat.safetensors", metadata={"format": "pt"})
    keep("flat.safetensors", (FOLDER / "flat.safetensors").read_bytes(), "flat", format="safetensors", metadata={"format": "pt"})

    for seed in range(8):
        tree, rng = structure(seed)
        trees[f"random-{seed}"] = tree
        protocol, modern = rng.choice([2, 2, 3, 4, 5]), rng.random() < 0.7
        keep(f"random-{seed}.pt", saved(tree, pickle_protocol=protocol, _use_new_zipfile_serialization=modern), f"random-{seed}", format="pytorch-zip" if modern else "pytorch-legacy")

    refused = {
        "sparse": torch.eye(3).to_sparse(), "conjugate": torch.ones(2, dtype=torch.complex64).conj(),
        "quantized": torch.quantize_per_tensor(torch.ones(2), 0.5, 0, torch.quint8), "module": torch.nn.Linear(1, 1),
        "meta": torch.empty(2, device="meta"), "nested": torch.nested.nested_tensor([torch.ones(1), torch.ones(2)]),
        "path": pathlib.PurePosixPath("a/b"), "untyped": torch.ones(2).untyped_storage(),
    }
    refusals = {}
    for name, value in refused.items():
        refusals[name] = base64.b64encode(saved(value)).decode()

    (FOLDER.parent / "checkpoint.json").write_text(
        json.dumps({
            "script": HERE.name, "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
            "versions": {"torch": torch.__version__, "safetensors": safetensors.__version__, "numpy": np.__version__},
            "description": "What torch.save and safetensors wrote, in vectors/checkpoint, and what it holds.",
            "files": files, "trees": {name: describe(tree) for name, tree in trees.items()},
            "refused": refusals, "casts": casts(),
        }, indent=1, ensure_ascii=False) + "\n"
    )


if __name__ == "__main__":
    main()
