using Unroll.Kernels.MatMul;
using Unroll.Naming;

namespace Unroll.Studies.Bench;

/// <summary>The workloads of the project's speed goals.</summary>
public static class BenchWorks
{
    /// <summary>All of them, in their plain form.</summary>
    public static IReadOnlyList<BenchWork> All { get; } =
    [
        new TrainingWork("A", "2 × LSTM 256, batch 128, 100 steps, dropout", "lstm", 256)
        {
            Layers = 2, Steps = 100, Batch = 128, Outputs = 39, Dropout = 0.2f, Forms = WorkForm.Others,
        },
        Values("B-lstm", "2 × LSTM 64, batch 32, 30 steps", "lstm"),
        Values("B-gru", "2 × GRU 64, batch 32, 30 steps", "gru"),
        Values("B-rnn", "2 × SimpleRNN 64, batch 32, 30 steps", "simple_rnn"),
        Letters("C-lstm", "LSTM 128, batch 128, 4 steps", "lstm"),
        Letters("C-gru", "GRU 128, batch 128, 4 steps", "gru"),
        Letters("C-rnn", "SimpleRNN 128, batch 128, 4 steps", "simple_rnn"),
        Characters("D-lstm", "embedding 256, LSTM 1024, batch 64, 100 steps", "lstm"),
        Characters("D-gru", "embedding 256, GRU 1024, batch 64, 100 steps", "gru"),
        new TrainingWork("E", "SimpleRNN 256, batch 128, 28 steps, SGD", "simple_rnn", 256) { Features = 28, Steps = 28, Batch = 128, Outputs = 10,
            Optimizer = "sgd" },
        new TrainingWork("F-lstm", "embedding 128, bidirectional LSTM 128, batch 32, 20–200 steps, masked", "lstm", 128)
        {
            Words = 10_000, Features = 128, Steps = 200, Batch = 32, Outputs = 2, Task = BenchTask.Words,
            Form = new WorkForm("") { IsMasked = true, Shortest = 0.1, IsBidirectional = true },
        },
        new TrainingWork("G-gru", "GRU 64, batch 256, 168 steps of 8 series", "gru", 64)
        {
            Features = 8, Steps = 168, Batch = 256, Outputs = 24, Task = BenchTask.Values,
        },
        new TrainingWork("H-lnlstm", "embedding 256, layer-normalized LSTM 512, batch 64, 100 steps", "layer_normalized_lstm", 512)
        {
            Features = 256, Steps = 100, Batch = 64, Outputs = 67, Task = BenchTask.Characters,
        },
        new TrainingWork("A-attention", "2 × LSTM 256, attention of 4 heads, batch 128, 100 steps, dropout", "lstm", 256)
        {
            Layers = 2, Steps = 100, Batch = 128, Outputs = 39, Dropout = 0.2f, AttentionHeads = 4,
        },
        new BertWork("I-bert", "BERT of 4 layers, hidden 256, 4 heads, batch 32, 40 tokens, dropout"),
        new GenerationWork("generate-256x2", "2 × LSTM 256, carried state", 256) { Layers = 2, Embedding = 64, Symbols = 65 },
        new GenerationWork("generate-1024", "LSTM 1024, carried state", 1024) { Embedding = 256, Symbols = 67 },
        new GenerationWork("generate-1024-bf16", "LSTM 1024, carried state, weights in 16 bits", 1024)
        {
            Embedding = 256, Symbols = 67, Weights = WeightFormat.BFloat16, PeerWork = "generate-1024",
        },
        new GenerationWork("generate-64", "2 × LSTM 256, carried state, 64 streams", 256) { Layers = 2, Embedding = 64, Symbols = 65, Streams = 64 },
        new GenerationWork("generate-window", "2 × LSTM 256, sliding window of 100", 256) { Layers = 2, Window = 100, Symbols = 39 },
    ];

    /// <summary>A workload by its name, or one of its variants.</summary>
    /// <exception cref="InputException">The name is unknown.</exception>
    public static BenchWork Find(string name)
    {
        if (All.SelectMany(work => work.Variants.Prepend(work)).FirstOrDefault(work => work.Name == name) is { } found)
            return found;
        string[] known = [.. All.Select(work => work.Name)];
        throw new InputException(NearestName.Clause($"bench {name}: unknown", name, known));
    }

    static TrainingWork Values(string name, string description, string cell) =>
        new(name, description, cell, 64) { Layers = 2, Features = 12, Steps = 30, Batch = 32, Outputs = 2, Task = BenchTask.Values };

    static TrainingWork Letters(string name, string description, string cell) => new(name, description, cell, 128) { Steps = 4, Batch = 128, Outputs = 26 };

    static TrainingWork Characters(string name, string description, string cell) =>
        new(name, description, cell, 1024) { Features = 256, Steps = 100, Batch = 64, Outputs = 67, Task = BenchTask.Characters, Forms = WorkForm.Others };
}
