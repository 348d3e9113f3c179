namespace Unroll.Studies.Tasks.Memory;

/// <summary>A word as a model completed it.</summary>
/// <param name="Word">The word.</param>
/// <param name="Seed">Its first letters, which the model was given.</param>
/// <param name="Letters">What the model added, as many letters as the word has more.</param>
public sealed record Completion(string Word, string Seed, string Letters)
{
    /// <summary>The share of the added letters that are right in their places.</summary>
    public double Accuracy => Letters.Zip(Word[Seed.Length..]).Count(pair => pair.First == pair.Second) / (double)Letters.Length;
}
