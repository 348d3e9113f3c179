"""The works of `unroll bench` in PyTorch: reads lines "NAME STEPS", answers with the milliseconds of every step (or the characters per second).

Line 1 of the answer to "about" names the version, the BLAS and the number of threads. Runs until standard input ends.
"""
import sys
import time

import torch
from torch import nn
from torch.nn import functional

CELLS = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}


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


def training(model, x, target, loss, optimizer):
    def step():
        optimizer.zero_grad()
        prediction, _ = model(x)
        loss(prediction, target).backward()
        optimizer.step()

    return step


def classes(prediction, target):
    return functional.cross_entropy(prediction.reshape(-1, prediction.shape[-1]), target.reshape(-1))


def make(name):
    torch.manual_seed(1)
    work, _, cell = name.partition("-")
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
    return generation(name)


def generation(name):
    if name == "generate-window":
        model, symbols = Recurrent("lstm", 1, 256, 2, 39), 39
    elif name == "generate-1024":
        model, symbols = Recurrent("lstm", 256, 1024, 1, 67, every_step=True, symbols=67), 67
    else:
        model, symbols = Recurrent("lstm", 64, 256, 2, 65, every_step=True, symbols=65), 65
    model.eval()
    state = None
    symbol = torch.zeros(1, 1, dtype=torch.long)
    window = torch.rand(100, 1, 1)

    def step():
        nonlocal state, symbol, window
        with torch.no_grad():
            if name == "generate-window":
                prediction, _ = model(window)
                chosen = int(prediction.argmax())
                window = torch.cat([window[1:], torch.full((1, 1, 1), chosen / symbols)])
            else:
                prediction, state = model(symbol, state)
                symbol = torch.full((1, 1), int(prediction.argmax()), dtype=torch.long)

    return step


def main():
    torch.set_num_threads(int(sys.argv[1]))
    works = {}
    for line in sys.stdin:
        if line.strip() == "about":
            blas = next((part.strip() for part in torch.__config__.show().split(",") if "BLAS_INFO" in part), "BLAS_INFO=unknown")
            print(f"PyTorch {torch.__version__}, {blas.split('=')[1]}, {torch.get_num_threads()} threads", flush=True)
            continue
        name, steps = line.split()
        if name not in works:
            works.clear()
            works[name] = make(name)
            for _ in range(3):
                works[name]()
        times = []
        for _ in range(int(steps)):
            start = time.perf_counter()
            works[name]()
            times.append((time.perf_counter() - start) * 1e3)
        print(" ".join(f"{ms:.4f}" for ms in times), flush=True)


main()
