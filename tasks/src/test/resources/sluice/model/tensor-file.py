"""Builds the file of TensorFileTest by docs/model-file.md alone and prints its checksum."""

import hashlib
import json
import struct

TENSORS = [
    ("z.wx", "F32", [2, 3], struct.pack("<6f", 1, -0.0, 1.401298464324817e-45, 0.1, 1e30, -3)),
    ("a.moment", "F64", [1, 2], struct.pack("<2d", 3.141592653589793, 5e-324)),
    ("counts", "I32", [2], struct.pack("<2i", -1, 2**31 - 1)),
    ("steps", "I64", [3], struct.pack("<3q", -(2**63), 7, 2**53)),
    ("flags", "U8", [5], bytes([0, 1, 255, 127, 5])),
    ("nothing", "F32", [0, 4], b""),
    ('größe "ß" 量', "F32", [], struct.pack("<f", 2.5)),
]
TEXTS = {"note": 'Z\n"zwei" \u0001 😀', "sluice": '{"format":1,"path":"a/b"}'}

header = {"__metadata__": {"sha256": "0" * 64, **TEXTS}}
at = 0
for name, dtype, shape, data in TENSORS:
    header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [at, at + len(data)]}
    at += len(data)
text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
text += b" " * (-len(text) % 8)
whole = struct.pack("<Q", len(text)) + text + b"".join(data for _, _, _, data in TENSORS)
print(hashlib.sha256(whole).hexdigest())
