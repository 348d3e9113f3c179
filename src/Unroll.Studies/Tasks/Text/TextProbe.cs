using Unroll.Data;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Studies.Problems;
using Unroll.Studies.Runs;
using Unroll.Text;
using Unroll.Training;

namespace Unroll.Studies.Tasks.Text;

/// <summary>Looks into a trained text model: at what it expects, what its units follow, and how far back it looks.</summary>
static class TextProbe
{
    const int Shown = 600, Read = 2400, Guesses = 3, LongestReach = 100;

    /// <summary>Digits of a symbol's probability: bits per character are computed from it, and a rare symbol counts for the most.</summary>
    const int ProbabilityDigits = 9;

    const double LeastCorrelation = 0.3;

    public static TextInsight Look(TextModel model, TextConfiguration configuration, TextData data, CancellationToken cancellationToken)
    {
        int[] ids = data.Excerpt(Read);
        string[] symbols = [.. ids.Select(model.Vocabulary.Symbol)];

        // A window that is not full yet is nothing that the model was trained on.
        int first = Math.Min(configuration.Mode == TextMode.Window ? configuration.Window : 1, Math.Max(1, ids.Length - 1));
        int end = Math.Min(ids.Length, first + Shown);
        double[] probabilities = new double[ids.Length];
        var guesses = new SymbolGuess[ids.Length][];
        Follow(model.Network, model, configuration, ids[..end], !TaskLoss.IsCrossEntropy(configuration.Loss), (place, logits) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] all = LogitProbabilities.Of(logits);
            probabilities[place] = all[ids[place]];
            guesses[place] = [.. Enumerable.Range(0, all.Length).OrderByDescending(symbol => all[symbol]).Take(Guesses)
                .Select(symbol => new SymbolGuess(model.Vocabulary.Symbol(symbol), Math.Round(all[symbol], 4)))];
        });
        return new TextInsight(symbols[first..end], [.. probabilities[first..end].Select(one => Math.Round(one, ProbabilityDigits))], guesses[first..end],
            [.. Units(model, configuration, ids, symbols, first, end, cancellationToken)], Reach(model, configuration, ids));
    }

    static void Follow(
        Model network, TextModel model, TextConfiguration configuration, int[] ids, bool readsProbabilities, Action<int, ReadOnlySpan<float>> onSymbol)
    {
        using var generator = new TextGenerator(network, model.Vocabulary.Size, configuration.Input,
            configuration.Mode == TextMode.Window ? configuration.Window : 0, model.Workers)
        {
            ReadsProbabilities = readsProbabilities,
        };
        generator.Follow(ids, onSymbol);
    }

    /// <summary>For each thing that a unit may follow the unit that follows it best: chosen on the first half of the text, measured on the second.</summary>
    static IEnumerable<UnitTrace> Units(
        TextModel model, TextConfiguration configuration, int[] ids, string[] symbols, int first, int end, CancellationToken cancellationToken)
    {
        Model memory = RecurrentStack.WithoutOutput(
            configuration, model.Network, TextModel.First(configuration, model.Vocabulary.Size), configuration.Mode == TextMode.Stream);
        double[][] activations = [.. Enumerable.Range(0, configuration.Units).Select(_ => new double[ids.Length])];

        // What the network holds before it reads a symbol is what it held after the one before; so one more is read.
        Follow(memory, model, configuration, [.. ids, 0], readsProbabilities: false, (place, state) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int unit = 0; unit < activations.Length; unit++)
                activations[unit][place - 1] = state[unit];
        });
        int last = ids.Length, half = (first + last) / 2;
        if (half - first < 2)
            yield break;
        foreach ((string name, double[] values) in TextFeatures.Of(symbols, configuration.Tokens))
        {
            int best = Enumerable.Range(0, activations.Length)
                .MaxBy(unit => Math.Abs(TextFeatures.Correlation(activations[unit].AsSpan(first..half), values.AsSpan(first..half))));
            double correlation = TextFeatures.Correlation(activations[best].AsSpan(half..last), values.AsSpan(half..last));
            if (Math.Abs(correlation) >= LeastCorrelation)
                yield return new UnitTrace(best, name, Math.Round(correlation, 3),
                    [.. activations[best][first..end].Select(one => MathF.Round((float)one, 3))]);
        }
    }

    /// <summary>The gradient of the loss at the last step of windows, with respect to what each step read.</summary>
    static double[] Reach(TextModel model, TextConfiguration configuration, int[] ids)
    {
        int steps = configuration.Mode == TextMode.Window ? configuration.Window : Math.Min(LongestReach, configuration.Window);
        int rows = Math.Min(configuration.Batch, (ids.Length - 1) / steps);
        if (rows == 0)
            return [];
        var probe = new GradientProbe();
        Model twin = TextModel.Build(configuration, model.Vocabulary.Size, new ModelSetup(new Sgd(), model.Workers), [probe],
            isLastStepOnly: configuration.Mode == TextMode.Stream);
        twin.SetWeights(model.Network.GetWeights());
        DataSet data = configuration.Mode == TextMode.Stream
            ? new StreamData(ids, steps, model.Vocabulary.Size, configuration.Input)
            : new WindowData(ids, configuration.Window, model.Vocabulary.Size, configuration.Input);
        twin.Fit(data, new FitOptions
        {
            Steps = 1, BatchSize = rows, Shuffle = false, Workers = model.Workers, OnNonFiniteLoss = NonFiniteLoss.Continue,
        });
        return [.. probe.Norms.Reverse()];
    }
}
