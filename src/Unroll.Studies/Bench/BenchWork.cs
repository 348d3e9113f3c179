using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Randomness;
using Unroll.Training;

namespace Unroll.Studies.Bench;

/// <summary>One training step of a studied model at its real size, on random data.</summary>
/// <param name="Name">A, B-lstm … E.</param>
/// <param name="Description">The model and its batch.</param>
/// <param name="Operations">Floating-point operations of a step: 6·steps·batch·Σ(inputs + units)·gates·units.</param>
/// <param name="Create">Makes the run whose steps are timed.</param>
public sealed record BenchWork(string Name, string Description, double Operations, Func<int, Trainer> Create)
{
    /// <summary>The works of the project's speed goals.</summary>
    public static IReadOnlyList<BenchWork> All { get; } =
    [
        Classes("A", "2 × LSTM 256, batch 128, 100 steps, dropout", "lstm", 256, 2, features: 1, steps: 100, batch: 128, classes: 39, dropout: 0.2f),
        Values("B-lstm", "2 × LSTM 64, batch 32, 30 steps", "lstm"),
        Values("B-gru", "2 × GRU 64, batch 32, 30 steps", "gru"),
        Values("B-rnn", "2 × SimpleRNN 64, batch 32, 30 steps", "rnn"),
        Classes("C-lstm", "LSTM 128, batch 128, 4 steps", "lstm", 128, 1, features: 1, steps: 4, batch: 128, classes: 26),
        Classes("C-gru", "GRU 128, batch 128, 4 steps", "gru", 128, 1, features: 1, steps: 4, batch: 128, classes: 26),
        Classes("C-rnn", "SimpleRNN 128, batch 128, 4 steps", "rnn", 128, 1, features: 1, steps: 4, batch: 128, classes: 26),
        Characters("D-lstm", "embedding 256, LSTM 1024, batch 64, 100 steps", "lstm"),
        Characters("D-gru", "embedding 256, GRU 1024, batch 64, 100 steps", "gru"),
        Classes("E", "SimpleRNN 256, batch 128, 28 steps, SGD", "rnn", 256, 1, features: 28, steps: 28, batch: 128, classes: 10, optimizer: () => new Sgd()),
    ];

    static BenchWork Classes(string name, string description, string cell, int units, int layers, int features, int steps, int batch, int classes,
        float dropout = 0, Func<Optimizer>? optimizer = null) => new(name, description, Count(cell, units, layers, features, steps, batch), workers =>
    {
        Model model = new Sequential([.. Stack(cell, units, layers, dropout, everyStep: false), new Dense(classes, Activation.Softmax)])
            .Compile(optimizer?.Invoke() ?? new Adam(), Loss.SparseCategoricalCrossentropy);
        var data = new ArrayData(Uniform(batch * steps * features), [steps, features], Ids(batch, classes), []);
        return new Trainer(model, data, Options(batch, workers));
    });

    static BenchWork Values(string name, string description, string cell)
    {
        const int units = 64, features = 12, steps = 30, batch = 32, outputs = 2;
        return new(name, description, Count(cell, units, 2, features, steps, batch), workers =>
        {
            Model model = new Sequential([.. Stack(cell, units, 2, 0, everyStep: false), new Dense(outputs)]).Compile(new Adam(), Loss.MeanSquaredError);
            var data = new ArrayData(Uniform(batch * steps * features), [steps, features], Uniform(batch * outputs), [outputs]);
            return new Trainer(model, data, Options(batch, workers));
        });
    }

    static BenchWork Characters(string name, string description, string cell)
    {
        const int units = 1024, embedding = 256, steps = 100, batch = 64, symbols = 67;
        return new(name, description, Count(cell, units, 1, embedding, steps, batch), workers =>
        {
            Model model = new Sequential([new Embedding(symbols, embedding), .. Stack(cell, units, 1, 0, everyStep: true), new Dense(symbols)])
                .Compile(new Adam(), new SparseCategoricalCrossentropy { FromLogits = true });
            var data = new ArrayData(Ids(batch * steps, symbols), [steps], Ids(batch * steps, symbols), [steps]);
            return new Trainer(model, data, Options(batch, workers));
        });
    }

    internal static IEnumerable<Layer> Stack(string cell, int units, int layers, float dropout, bool everyStep)
    {
        for (int layer = 1; layer <= layers; layer++)
        {
            bool sequences = everyStep || layer < layers;
            yield return cell switch
            {
                "lstm" => new Lstm(units) { ReturnSequences = sequences },
                "gru" => new Gru(units) { ReturnSequences = sequences },
                _ => new SimpleRnn(units) { ReturnSequences = sequences },
            };
            if (dropout > 0)
                yield return new Dropout(dropout);
        }
    }

    static double Count(string cell, int units, int layers, int features, int steps, int batch)
    {
        int gates = cell switch { "lstm" => 4, "gru" => 3, _ => 1 };
        double inputs = features + units + ((layers - 1) * 2.0 * units);
        return 6.0 * steps * batch * inputs * gates * units;
    }

    static FitOptions Options(int batch, int workers) => new() { BatchSize = batch, Shuffle = false, Workers = workers };

    static float[] Uniform(int count)
    {
        var random = new RandomStream(RandomKey.FromSeed(1));
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }

    static int[] Ids(int count, int bound)
    {
        var random = new RandomStream(RandomKey.FromSeed(2));
        return [.. Enumerable.Range(0, count).Select(_ => random.NextInt32(bound))];
    }
}
