using System.Text.Json.Nodes;
using Unroll.Naming;
using Unroll.Parameters;
using Unroll.Regularizers;

namespace Unroll.Layers;

/// <summary>Writes a layer's initializers and regularizers: what <see cref="LayerReader"/> reads.</summary>
static class LayerOptions
{
    /// <summary>An initializer of the user's own has no name and is left out: a saved model has its weights.</summary>
    public static void Write(this JsonObject options, string name, Initializer initializer)
    {
        var own = new JsonObject();
        if (initializer.Describe(own) is { } type)
            options[name] = Spec.Write(type, own);
    }

    /// <exception cref="NotSupportedException">The regularizer is of the user's own.</exception>
    public static void Write(this JsonObject options, string name, Regularizer? regularizer)
    {
        if (regularizer is null)
            return;
        var own = new JsonObject();
        string type = regularizer.Describe(own)
            ?? throw new NotSupportedException($"The regularizer {regularizer.GetType().Name} cannot be written: save the weights alone, by SaveWeights.");
        options[name] = Spec.Write(type, own);
    }
}
