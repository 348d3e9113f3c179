namespace Unroll.Transformers;

/// <summary>The names that the weights of a BERT have in files.</summary>
static class BertNames
{
    const string Prefix = "bert.";

    /// <summary>The name of a weight in the model: without the prefix that models with a head have, and with the newer names of normalizations.</summary>
    public static string Canonical(string name)
    {
        if (name.StartsWith(Prefix, StringComparison.Ordinal))
            name = name[Prefix.Length..];
        return name.EndsWith(".LayerNorm.gamma", StringComparison.Ordinal) ? name[..^"gamma".Length] + "weight"
            : name.EndsWith(".LayerNorm.beta", StringComparison.Ordinal) ? name[..^"beta".Length] + "bias"
            : name;
    }

    /// <summary>The name in a file.</summary>
    public static string Published(string name) => name.StartsWith("cls.", StringComparison.Ordinal) ? name : Prefix + name;

    /// <summary>Whether a tensor repeats what another one holds: the numbers of places, and the output weights, which are the embeddings.</summary>
    public static bool IsCopy(string name) => name is "embeddings.position_ids" or "cls.predictions.decoder.weight" or "cls.predictions.decoder.bias";
}
