"""A work of `unroll bench` in PyTorch: pytorch_works.py WORK THREADS.

Introduces itself with a line of JSON once it is warm, then answers each line, a number of steps, with the milliseconds of these steps, until its input
ends. Without a work it ends at once: with 0 if it could do one, with 3 if PyTorch, or a fast BLAS for it, is missing.
"""
import ctypes
import json
import signal
import sys
import time

MISSING = 3
WARM_STEPS, WARM_SECONDS = 2, 0.6

try:
    import torch
    from torch import nn
    from torch.nn import functional
    from torch.nn.utils.rnn import pack_padded_sequence
except ImportError:
    sys.exit(MISSING)


class LayerNormalizedLstm(nn.Module):
    """A layer-normalized LSTM, which PyTorch has none of, step by step from its modules."""

    def __init__(self, features, units, layers=1, dropout=0.0):
        super().__init__()
        self.input = nn.Linear(features, 4 * units, bias=False)
        self.recurrent = nn.Linear(units, 4 * units, bias=False)
        self.input_norm, self.recurrent_norm, self.cell_norm = nn.LayerNorm(4 * units), nn.LayerNorm(4 * units), nn.LayerNorm(units)

    def forward(self, x, state=None):
        # The input side of all steps is one product.
        inputs = self.input_norm(self.input(x))
        hidden, cell = state if state is not None else (x.new_zeros(x.shape[1], self.recurrent.in_features),) * 2
        states = []
        for step in inputs:
            i, f, c, o = (step + self.recurrent_norm(self.recurrent(hidden))).chunk(4, 1)
            cell = torch.sigmoid(f) * cell + torch.sigmoid(i) * torch.tanh(c)
            hidden = torch.sigmoid(o) * torch.tanh(self.cell_norm(cell))
            states.append(hidden)
        return torch.stack(states), (hidden, cell)


CELLS = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN, "lnlstm": LayerNormalizedLstm}


class Recurrent(nn.Module):
    """Recurrent layers, dropout behind each, and a dense layer on the last state or on every one."""

    def __init__(self, cell, features, units, layers, outputs, dropout=0.0, every_step=False, symbols=0):
        super().__init__()
        self.embedding = nn.Embedding(symbols, features) if symbols else None
        self.cell = CELLS[cell](features, units, layers, dropout=dropout)
        self.dropout = nn.Dropout(dropout)
        self.dense = nn.Linear(units, outputs)
        self.every_step = every_step

    def forward(self, x, state=None):
        y, state = self.cell(x if self.embedding is None else self.embedding(x), state)
        return self.dense(self.dropout(y if self.every_step else y[-1])), state


class Words(nn.Module):
    """A bidirectional LSTM over sequences of different lengths, packed, behind an embedding of words; a class from the last states of both directions."""

    def __init__(self, words, features, units, classes, lengths):
        super().__init__()
        self.embedding = nn.Embedding(words, features)
        self.cell = nn.LSTM(features, units, bidirectional=True)
        self.dense = nn.Linear(2 * units, classes)
        self.lengths = lengths

    def forward(self, x):
        _, (hidden, _) = self.cell(pack_padded_sequence(self.embedding(x), self.lengths))
        return self.dense(torch.cat([hidden[0], hidden[1]], dim=-1)), None


class Heads(nn.Module):
    """Attention of a sequence to itself in several heads."""

    def __init__(self, features, heads, dropout=0.0):
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(features, features) for _ in range(4))
        self.heads, self.rate = heads, dropout

    def forward(self, x):
        query, key, value = (p(x).view(*x.shape[:2], self.heads, -1).transpose(1, 2) for p in (self.query, self.key, self.value))
        rate = self.rate if self.training else 0.0
        if hasattr(functional, "scaled_dot_product_attention"):
            context = functional.scaled_dot_product_attention(query, key, value, dropout_p=rate)
        else:
            weights = torch.softmax(query @ key.transpose(2, 3) / query.shape[-1] ** 0.5, dim=-1)
            context = functional.dropout(weights, rate) @ value
        return self.output(context.transpose(1, 2).reshape(x.shape))


class BertLayer(nn.Module):
    """A layer of BERT."""

    def __init__(self, hidden, heads, dropout):
        super().__init__()
        self.attention = Heads(hidden, heads, dropout)
        self.intermediate, self.output = nn.Linear(hidden, 4 * hidden), nn.Linear(4 * hidden, hidden)
        self.attended_norm, self.output_norm = nn.LayerNorm(hidden, 1e-12), nn.LayerNorm(hidden, 1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        middle = self.attended_norm(self.dropout(self.attention(x)) + x)
        return self.output_norm(self.dropout(self.output(functional.gelu(self.intermediate(middle)))) + middle)


class Bert(nn.Module):
    """BERT with its pooler, without padding."""

    def __init__(self, vocabulary, hidden, layers, heads, tokens, dropout):
        super().__init__()
        self.words, self.places, self.segments = nn.Embedding(vocabulary, hidden), nn.Embedding(tokens, hidden), nn.Embedding(2, hidden)
        self.norm, self.dropout = nn.LayerNorm(hidden, 1e-12), nn.Dropout(dropout)
        self.layers = nn.Sequential(*(BertLayer(hidden, heads, dropout) for _ in range(layers)))
        self.pooler = nn.Linear(hidden, hidden)

    def forward(self, ids):
        embedded = self.words(ids) + self.places(torch.arange(ids.shape[1])) + self.segments(torch.zeros_like(ids))
        return torch.tanh(self.pooler(self.layers(self.dropout(self.norm(embedded)))[:, 0])), None


class AttentiveLstm(nn.Module):
    """LSTMs whose states attend to each other; a dense layer reads their mean over time."""

    def __init__(self, features, units, layers, heads, outputs, dropout):
        super().__init__()
        self.cell = nn.LSTM(features, units, layers, batch_first=True, dropout=dropout)
        self.dropout, self.attention, self.dense = nn.Dropout(dropout), Heads(units, heads), nn.Linear(units, outputs)

    def forward(self, x):
        return self.dense(self.attention(self.dropout(self.cell(x)[0])).mean(1)), None


def training(model, x, target, loss, optimizer):
    def step():
        optimizer.zero_grad(set_to_none=True)
        prediction, _ = model(x)
        loss(prediction, target).backward()
        optimizer.step()

    return step


def classes(prediction, target):
    return functional.cross_entropy(prediction.reshape(-1, prediction.shape[-1]), target.reshape(-1))


def make(name):
    torch.manual_seed(1)
    work, _, cell = name.partition("-")
    if name == "A-attention":
        model = AttentiveLstm(1, 256, 2, 4, 39, dropout=0.2)
        return training(model, torch.rand(128, 100, 1), torch.randint(39, (128,)), classes, torch.optim.Adam(model.parameters()))
    if work == "A":
        model = Recurrent("lstm", 1, 256, 2, 39, dropout=0.2)
        return training(model, torch.rand(100, 128, 1), torch.randint(39, (128,)), classes, torch.optim.Adam(model.parameters()))
    if work == "B":
        model = Recurrent(cell, 12, 64, 2, 2)
        return training(model, torch.rand(30, 32, 12), torch.rand(32, 2), functional.mse_loss, torch.optim.Adam(model.parameters()))
    if work == "C":
        model = Recurrent(cell, 1, 128, 1, 26)
        return training(model, torch.rand(4, 128, 1), torch.randint(26, (128,)), classes, torch.optim.Adam(model.parameters()))
    if work == "D":
        model = Recurrent(cell, 256, 1024, 1, 67, every_step=True, symbols=67)
        return training(model, torch.randint(67, (100, 64)), torch.randint(67, (100, 64)), classes, torch.optim.Adam(model.parameters()))
    if work == "E":
        model = Recurrent("rnn", 28, 256, 1, 10)
        return training(model, torch.rand(28, 128, 28), torch.randint(10, (128,)), classes, torch.optim.SGD(model.parameters(), lr=0.01))
    if work == "F":
        # From the longest to the shortest, as packing wants them.
        lengths = torch.tensor([20 + (row * 180 + 15) // 31 for row in reversed(range(32))])
        model = Words(10000, 128, 128, 2, lengths)
        return training(model, torch.randint(1, 10000, (200, 32)), torch.randint(2, (32,)), classes, torch.optim.Adam(model.parameters()))
    if work == "G":
        model = Recurrent(cell, 8, 64, 1, 24)
        return training(model, torch.rand(168, 256, 8), torch.rand(256, 24), functional.mse_loss, torch.optim.Adam(model.parameters()))
    if work == "H":
        model = Recurrent(cell, 256, 512, 1, 67, every_step=True, symbols=67)
        return training(model, torch.randint(67, (100, 64)), torch.randint(67, (100, 64)), classes, torch.optim.Adam(model.parameters()))
    if work == "I":
        model = Bert(8000, 256, 4, 4, 40, dropout=0.1)
        return training(model, torch.randint(1, 8000, (32, 40)), torch.rand(32, 256), functional.mse_loss, torch.optim.Adam(model.parameters()))
    return generation(name)


def generation(name):
    streams = 64 if name == "generate-64" else 1
    if name == "generate-window":
        model, symbols = Recurrent("lstm", 1, 256, 2, 39), 39
    elif name == "generate-1024":
        model, symbols = Recurrent("lstm", 256, 1024, 1, 67, every_step=True, symbols=67), 67
    else:
        model, symbols = Recurrent("lstm", 64, 256, 2, 65, every_step=True, symbols=65), 65
    model.eval()
    state = None
    symbol = torch.zeros(1, streams, dtype=torch.long)
    window = torch.rand(100, 1, 1)

    def step():
        nonlocal state, symbol, window
        with torch.inference_mode():
            if name == "generate-window":
                prediction, _ = model(window)
                chosen = int(prediction.argmax())
                window = torch.cat([window[1:], torch.full((1, 1, 1), chosen / symbols)])
            else:
                prediction, state = model(symbol, state)
                symbol = prediction.argmax(dim=-1)
                symbol.tolist()

    return step


def linear_algebra():
    """The name of the BLAS in use, and the processor for which its kernels were chosen."""
    torch.ones(2, 2) @ torch.ones(2, 2)
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:
            path = next((line.split()[-1] for line in maps if "libopenblas" in line), None)
    except OSError:
        path = None
    if path:
        library = ctypes.CDLL(path)
        library.openblas_get_config.restype = library.openblas_get_corename.restype = ctypes.c_char_p
        return " ".join(library.openblas_get_config().decode().split()[:2]), library.openblas_get_corename().decode()
    if torch.backends.mkl.is_available():
        return "MKL", None
    blas = next((part.split("=")[1] for part in torch.__config__.show().split(",") if "BLAS_INFO=" in part), "generic").strip()
    if blas == "generic":
        sys.exit(MISSING)
    return blas, None


def timed(step):
    start = time.perf_counter()
    step()
    return (time.perf_counter() - start) * 1e3


def main():
    # Ctrl-C ends the process that asks, and with it our input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    blas, core_type = linear_algebra()
    if len(sys.argv) == 1:
        return
    name, threads = sys.argv[1], int(sys.argv[2])
    torch.set_num_threads(threads)
    step = make(name)
    start, steps = time.perf_counter(), 0
    while steps < WARM_STEPS or time.perf_counter() - start < WARM_SECONDS:
        step()
        steps += 1
    print(json.dumps({"name": f"PyTorch {torch.__version__}, {blas}", "threads": torch.get_num_threads(), "coreType": core_type}), flush=True)
    for line in sys.stdin:
        print(" ".join(f"{timed(step):.4f}" for _ in range(int(line))), flush=True)


main()
