using System.Globalization;
using Unroll.Randomness;
using Unroll.Studies.Tables;
using Unroll.Text;
using Unroll.Transformers;

namespace Unroll.Studies.Pretraining;

/// <summary>A held-out passage with masked tokens, and what the model puts in their place.</summary>
/// <param name="Text">The passage, with [MASK] where a token is masked.</param>
/// <param name="Guesses">For each masked token what stood there, and the model's likeliest tokens with their probabilities.</param>
public sealed record MaskedPassage(string Text, Table Guesses)
{
    const int Most = 8, Candidates = 3;

    /// <summary>The passage in the middle of the held-out part; null where nothing is held out.</summary>
    internal static MaskedPassage? Of(MaskedLanguageModel model, PretrainingData data)
    {
        if (data.HeldOutSequences is not { Count: > 0 } sequences)
            return null;
        WordPieceTokenizer tokenizer = data.Tokenizer;
        int[] tokens = sequences[sequences.Count / 2], masked = [.. tokens];
        var masking = TokenMasking.For(tokenizer);
        int[] places = new int[masking.Count(tokens)];
        masking.Choose(tokens, RandomKey.FromSeed(0), places);
        foreach (int place in places)
            masked[place] = masking.MaskId;

        var bert = new Bert(model.Configuration, BertHead.MaskedLanguage);
        bert.Build([-1]);
        bert.SetWeights(model.GetWeights());
        float[] logits = bert.Predict(masked, steps: masked.Length);
        int vocabulary = model.Configuration.VocabularySize;
        return new MaskedPassage(tokenizer.Decode(masked), new Table([Column.Text("masked"), Column.Text("found")],
        [
            .. places.Take(Most).Select(place => (Cell[])
                [tokenizer.Symbol(tokens[place]), Likeliest(logits.AsSpan(place * vocabulary, vocabulary), tokenizer)]),
        ]));
    }

    /// <summary>"king 31 %, man 12 %, lord 8 %".</summary>
    static string Likeliest(ReadOnlySpan<float> logits, WordPieceTokenizer tokenizer)
    {
        float[] values = logits.ToArray();
        double largest = values.Max(), sum = values.Sum(value => Math.Exp(value - largest));
        int[] order = [.. Enumerable.Range(0, tokenizer.Size).OrderByDescending(id => values[id]).Take(Candidates)];
        return string.Join(", ", order.Select(id => string.Create(CultureInfo.InvariantCulture,
            $"{tokenizer.Symbol(id)} {100 * Math.Exp(values[id] - largest) / sum:0} %")));
    }
}
