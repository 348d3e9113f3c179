using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>A small character model with everything that carries state or draws random numbers: two cells, dropout, clipping, a schedule, streams.</summary>
static class TinyText
{
    public const int Symbols = 11;

    public static int[] Ids(int length) => [.. Enumerable.Range(0, length).Select(i => ((i * i) + (i / 7)) % Symbols)];

    public static StreamData Streams(int length = 400) => new(Ids(length), 9, Symbols, CharacterInput.Embedding);

    public static WindowData Windows(CharacterInput input, int length = 120) => new(Ids(length), 7, Symbols, input);

    public static Model Model(bool stream = true, CharacterInput input = CharacterInput.Embedding, long seed = 3)
    {
        var layers = new List<Layer>();
        if (input == CharacterInput.Embedding)
            layers.Add(new Embedding(Symbols, 6));
        layers.Add(new Lstm(21) { ReturnSequences = true });
        layers.Add(new Dropout(0.25f));
        layers.Add(new Gru(18) { ReturnSequences = stream });
        layers.Add(new Dropout(0.1f));
        layers.Add(new Dense(Symbols));
        var schedule = new CosineDecay(0, 40) { WarmupTarget = 0.02, WarmupSteps = 5 };
        return new Sequential([.. layers]) { Seed = seed }.Compile(
            new Adam { LearningRate = schedule, GlobalClipNorm = 0.5f }, new SparseCategoricalCrossentropy { FromLogits = true }, Metric.Accuracy);
    }

    public static FitOptions Options(int epochs = 3, int workers = 2) =>
        new() { Epochs = epochs, BatchSize = 5, Workers = workers, Validation = Streams(101), ValidationBatchSize = 1 };

    /// <summary>All weights as bits, so that equality is equality.</summary>
    public static int[] Bits(Model model)
    {
        var bits = new List<int>();
        foreach (float value in model.Parameters.Values)
            bits.Add(BitConverter.SingleToInt32Bits(value));
        return [.. bits];
    }
}
