"""Reads format-1.sluice by docs/model-file.md alone: checks it, runs it, prints what it gives."""

import hashlib
import json
import math
import pathlib
import struct

whole = (pathlib.Path(__file__).parent / "format-1.sluice").read_bytes()
start = b'{"__metadata__":{"sha256":"'
assert whole[8 : 8 + len(start)] == start
at = 8 + len(start)
digits = whole[at : at + 64].decode()
assert hashlib.sha256(whole[:at] + b"0" * 64 + whole[at + 64 :]).hexdigest() == digits

length = struct.unpack("<Q", whole[:8])[0]
header = json.loads(whole[8 : 8 + length])
model = json.loads(header.pop("__metadata__")["sluice"])
assert model["format"] == 1
weights = {}
digest = hashlib.sha256()
for name, entry in header.items():
    begin, end = (8 + length + offset for offset in entry["data_offsets"])
    rows, columns = entry["shape"]
    values = struct.unpack("<%df" % (rows * columns), whole[begin:end])
    weights[name] = [values[r * columns : (r + 1) * columns] for r in range(rows)]
    digest.update(name.encode() + b"\0" + struct.pack("<3i", 2, rows, columns) + whole[begin:end])
print(digest.hexdigest())


def product(x, w):
    return [sum(a * row[j] for a, row in zip(x, w)) for j in range(len(w[0]))]


def affine(x, w, b):
    return [z + c for z, c in zip(product(x, w), b[0])]


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


ACTIVATION = {"identity": lambda z: z, "tanh": math.tanh, "sigmoid": sigmoid, "relu": lambda z: max(z, 0)}


def run(spec, rows, index):
    """The rows that a layer gives, and the index of the next leaf."""
    if spec["type"] == "stack":
        for layer in spec["layers"]:
            rows, index = run(layer, rows, index)
        return rows, index
    wx, wh, w, b = (weights.get("layers.%d.%s" % (index, name)) for name in ("wx", "wh", "w", "b"))
    out = []
    h = c = [0.0] * spec.get("hidden", 0)
    for x in rows:
        if spec["type"] == "lstm":
            a = [p + q for p, q in zip(affine(x, wx, b), product(h, wh))]
            n = spec["hidden"]
            i, f, g, o = (a[k * n : (k + 1) * n] for k in range(4))
            c = [sigmoid(f[k]) * c[k] + sigmoid(i[k]) * math.tanh(g[k]) for k in range(n)]
            h = [sigmoid(o[k]) * math.tanh(c[k]) for k in range(n)]
            out.append(h)
        elif spec["type"] == "rnn":
            a = [p + q for p, q in zip(affine(x, wx, b), product(h, wh))]
            h = [ACTIVATION[spec["activation"]](z) for z in a]
            out.append(h)
        elif spec["type"] == "dense":
            out.append([ACTIVATION[spec["activation"]](z) for z in affine(x, w, b)])
        else:
            out.append(x)  # dropout does nothing when it predicts
    return (out[-spec["count"] :] if spec["type"] == "last-steps" else out), index + 1


member = model["members"][0]
rows, _ = run(member["network"], [[0.5, -1], [2, 0.25], [-0.5, 1]], 0)
print([z for h in rows for z in affine(h, weights["head.w"], weights["head.b"])])
