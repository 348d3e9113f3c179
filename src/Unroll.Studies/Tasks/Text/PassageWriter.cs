using System.Text;
using Unroll.Kernels.MatMul;
using Unroll.Models;
using Unroll.Randomness;
using Unroll.Studies.Runs;
using Unroll.Text;

namespace Unroll.Studies.Tasks.Text;

/// <summary>A trained model of characters, words or tokens that writes text.</summary>
sealed class PassageWriter(Model model, ITokenizer vocabulary, TextConfiguration configuration, int workers, WeightFormat weights)
    : IDisposable
{
    const ulong WritingDomain = 7;

    readonly TextGenerator _generator =
        new(model, vocabulary.Size, configuration.Input, configuration.Mode == TextMode.Window ? configuration.Window : 0, workers, weights)
        {
            ReadsProbabilities = !TaskLoss.IsCrossEntropy(configuration.Loss),
        };

    /// <summary>Characters of a prompt that the model has never seen, which are left out of it, or words, which are unknown ones.</summary>
    public IReadOnlyList<string> Unseen(string prompt)
    {
        Encode(prompt, out IReadOnlyList<string> unseen);
        return unseen;
    }

    /// <summary>Writes symbol by symbol; the prompt is not repeated.</summary>
    public IEnumerable<string> Write(string prompt, int length, SamplingOptions sampling, long seed, CancellationToken cancellationToken)
    {
        sampling.Check();
        bool hasSpace = EndsInSpaceOfAWord(prompt);
        int[] start = Start(prompt);
        var sampler = new Sampler(vocabulary.Size, sampling with { Excluded = [.. sampling.Excluded, .. vocabulary.UnknownIds] },
            new RandomStream(RandomKey.FromSeed(seed).Derive(WritingDomain)));
        foreach (string part in vocabulary.Decode(_generator.Generate(start, length, sampler)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            // The space is there already, in the prompt.
            yield return hasSpace && part.StartsWith(' ') ? part[1..] : part;
            hasSpace &= part.Length == 0;
        }
    }

    /// <summary>The likeliest symbols after a prompt, the first of equals first.</summary>
    /// <exception cref="NotFiniteNumberException">A prediction is NaN or infinite.</exception>
    public IEnumerable<(string Symbol, double Probability)> Likeliest(string prompt, int count)
    {
        double[] logits = [.. FiniteNumbers.OfPredictions(_generator.Logits(Start(prompt)).ToArray()).Select(logit => (double)logit)];
        double most = logits.Max(), total = logits.Sum(logit => Math.Exp(logit - most));
        return Enumerable.Range(0, vocabulary.Size).OrderByDescending(symbol => logits[symbol]).Take(count)
            .Select(symbol => (vocabulary.Symbol(symbol), Math.Exp(logits[symbol] - most) / total));
    }

    public void Dispose() => _generator.Dispose();

    int[] Start(string prompt)
    {
        int[] start = Encode(prompt, out _);
        return start.Length > 0 ? start : Beginning();
    }

    int[] Encode(string prompt, out IReadOnlyList<string> unseen) =>
        vocabulary.Encode(Fold(EndsInSpaceOfAWord(prompt) ? prompt[..^1] : prompt), out unseen);

    /// <summary>Words and tokens have the space before them: the one at the end of a prompt belongs to what comes.</summary>
    bool EndsInSpaceOfAWord(string prompt) => configuration.Tokens != TextTokens.Characters && prompt.Length > 1 && prompt[^1] == ' ' && prompt[^2] != ' ';

    string Fold(string prompt) => configuration.LowerCase ? prompt.ToLowerInvariant() : prompt;

    /// <summary>Without a prompt the model begins after an empty line, or, where the text has no lines, after its first symbol.</summary>
    int[] Beginning()
    {
        int[] emptyLine = vocabulary.Encode("\n\n", out IReadOnlyList<string> unseen);
        return unseen.Count == 0 ? emptyLine : [vocabulary.UnknownIds.Count];
    }
}
