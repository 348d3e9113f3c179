"""Writes the files of this folder as torch.save does, byte for byte of its pickles, without PyTorch: python3 write.py.

state.pt has the zip form, state-old.pt the one before PyTorch 1.6 (_legacy_save). Both hold
  linear.weight  [2, 3]  float32, 0.5 ... 3
  linear.bias    [2]     float16, 0.25, -1
  tied.weight    [3, 2]  the transpose of linear.weight, in the same storage
  half           [2]     bfloat16, 1.5, -2
  count          []      int64, 7
  nested.scale   [1]     float64, 0.125
"""
import collections, io, os, pickle, struct, sys, types, zipfile

torch, utils = types.ModuleType("torch"), types.ModuleType("torch._utils")
sys.modules["torch"], sys.modules["torch._utils"] = torch, utils
for name in "Float Half BFloat16 Long Double".split():
    kind = type(name + "Storage", (), {"__module__": "torch"})
    setattr(torch, name + "Storage", kind)


def _rebuild_tensor_v2(*args):
    raise NotImplementedError


def _rebuild_parameter(*args):
    raise NotImplementedError


for function in (_rebuild_tensor_v2, _rebuild_parameter):
    function.__module__ = "torch._utils"
    setattr(utils, function.__name__, function)


class Storage:
    def __init__(self, kind, key, data, count):
        self.kind, self.key, self.data, self.count = kind, key, data, count


class Tensor:
    def __init__(self, storage, offset, size, stride):
        self.args = (storage, offset, size, stride, False, collections.OrderedDict())

    def __reduce_ex__(self, protocol):
        return utils._rebuild_tensor_v2, self.args


class Parameter:
    def __init__(self, tensor):
        self.tensor = tensor

    def __reduce_ex__(self, protocol):
        return utils._rebuild_parameter, (self.tensor, True, collections.OrderedDict())


class Pickler(pickle.Pickler):
    old = False

    def persistent_id(self, value):
        if not isinstance(value, Storage):
            return None
        id = ("storage", value.kind, value.key, "cpu", value.count)
        return id + (None,) if self.old else id


def bfloat(value):
    return struct.pack("<f", value)[2:]


weight = Storage(torch.FloatStorage, "0", struct.pack("<6f", *[0.5 * (i + 1) for i in range(6)]), 6)
bias = Storage(torch.HalfStorage, "1", struct.pack("<3e", 9, 0.25, -1), 3)
half = Storage(torch.BFloat16Storage, "2", bfloat(1.5) + bfloat(-2), 2)
count = Storage(torch.LongStorage, "3", struct.pack("<q", 7), 1)
scale = Storage(torch.DoubleStorage, "4", struct.pack("<d", 0.125), 1)
state = collections.OrderedDict()
state["linear.weight"] = Parameter(Tensor(weight, 0, (2, 3), (3, 1)))
state["linear.bias"] = Tensor(bias, 1, (2,), (1,))
state["tied.weight"] = Tensor(weight, 0, (3, 2), (1, 3))
state["half"] = Tensor(half, 0, (2,), (1,))
state["count"] = Tensor(count, 0, (), ())
state["nested"] = {"scale": Tensor(scale, 0, (1,), (1,)), "epoch": 3, "note": "größer", "rate": 0.5, "flags": [True, None, (1, 70000, -5)]}
state._metadata = collections.OrderedDict(version=1)
storages = [weight, bias, half, count, scale]


def dump(value, old=False):
    stream = io.BytesIO()
    pickler = Pickler(stream, protocol=2)
    pickler.old = old
    pickler.dump(value)
    return stream.getvalue()


here = os.path.dirname(os.path.abspath(__file__))
with zipfile.ZipFile(os.path.join(here, "state.pt"), "w") as archive:
    def add(name, data):
        archive.writestr(zipfile.ZipInfo("state/" + name, (1980, 1, 1, 0, 0, 0)), data)

    add("data.pkl", dump(state))
    add("byteorder", b"little")
    for storage in storages:
        add("data/" + storage.key, storage.data)
    add("version", b"3\n")

with open(os.path.join(here, "state-old.pt"), "wb") as file:
    file.write(dump(0x1950A86A20F9469CFC6C))
    file.write(dump(1001))
    file.write(dump({"protocol_version": 1001, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 4}}))
    file.write(dump(state, old=True))
    file.write(dump([storage.key for storage in storages]))
    for storage in storages:
        file.write(struct.pack("<q", storage.count) + storage.data)
