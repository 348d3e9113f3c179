using Unroll.Data;
using Unroll.Kernels.MatMul;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Randomness;
using Unroll.Text;

namespace Unroll.Studies.Bench;

/// <summary>Streams of generated characters from LSTMs.</summary>
/// <param name="Name">generate-256x2 … generate-window.</param>
/// <param name="Description">The model.</param>
/// <param name="Units">Width of the state.</param>
public sealed record GenerationWork(string Name, string Description, int Units) : BenchWork(Name, Description)
{
    const string Cell = "lstm";

    /// <summary>LSTMs on top of each other.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Width of the embedding; 0 for a character that is one number.</summary>
    public int Embedding { get; init; }

    /// <summary>Characters of the window that is read again for each new one; 0 to carry the state.</summary>
    public int Window { get; init; }

    /// <summary>How the weights are held.</summary>
    public WeightFormat Weights { get; init; }

    /// <summary>Different characters.</summary>
    public int Symbols { get; init; }

    /// <summary>Texts that are written at once; more than one carry their states.</summary>
    public int Streams { get; init; } = 1;

    /// <inheritdoc/>
    public override double Operations => 2.0 * Streams * Math.Max(1, Window) * BenchCell.MultiplyAdds(Cell, Units, Layers, Math.Max(1, Embedding));

    /// <inheritdoc/>
    public override int Characters => Streams;

    /// <inheritdoc/>
    public override BenchRun Start(int workers)
    {
        IEnumerable<Layer> stack = BenchCell.Stack(Cell, Units, Layers, dropout: 0, everyStep: Window == 0, WorkForm.Plain);
        Model model = Embedding > 0
            ? new Sequential([new Embedding(Symbols, Embedding), .. stack, new Dense(Symbols)]).Build([-1])
            : new Sequential([.. stack, new Dense(Symbols)]).Build([Math.Max(1, Window), 1]);
        var sampler = new Sampler(Symbols, new SamplingOptions { Temperature = 0 }, new RandomStream(default));
        string split = model.Layers.Select(built => built.Layer).OfType<RecurrentLayer>().First().DescribeSplit(Streams * Math.Max(1, Window), workers);
        return Streams > 1 ? Several(model, sampler, workers, split) : One(model, sampler, workers, split);
    }

    BenchRun One(Model model, Sampler sampler, int workers, string split)
    {
        var generator = new TextGenerator(model, Symbols, Embedding > 0 ? CharacterInput.Embedding : CharacterInput.Scalar, Window, workers,
            Weights);
        int[] prompt = [.. Enumerable.Range(0, Math.Max(1, Window)).Select(i => i % Symbols)];
        IEnumerator<int> stream = generator.Generate(prompt, int.MaxValue, sampler).GetEnumerator();
        return new BenchRun(() => stream.MoveNext(), generator, split);
    }

    /// <summary>A row of the batch for each stream.</summary>
    BenchRun Several(Model model, Sampler sampler, int workers, string split)
    {
        var session = new InferenceSession(model, workers, carriesState: true, Weights);
        int[] symbols = [.. Enumerable.Range(0, Streams).Select(stream => stream % Symbols)];
        float[] logits = new float[Streams * Symbols];
        return new BenchRun(
            () =>
            {
                session.Predict(symbols, logits, steps: 1);
                for (int stream = 0; stream < Streams; stream++)
                    symbols[stream] = sampler.Next(logits.AsSpan(stream * Symbols, Symbols));
            },
            session,
            split);
    }
}
