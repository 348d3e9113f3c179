using Unroll.Kernels.Activations;
using Unroll.Naming;

namespace Unroll.Layers;

/// <summary>The activation functions using Keras' names: <c>leaky_relu</c> for <see cref="ActivationFunction.LeakyRelu"/>.</summary>
public static class ActivationRegistry
{
    internal static Registry<ActivationFunction> Entries { get; } = new("activation",
        [.. Enum.GetValues<ActivationFunction>().Select(function => (SnakeCase.From(function.ToString()), function))]);

    /// <summary>All names in their order.</summary>
    public static IReadOnlyList<string> Names => Entries.Names;

    /// <summary>The function of a name.</summary>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the known ones and suggests the nearest.</exception>
    public static ActivationFunction Find(string name) => Entries.Find(name);

    /// <summary>The name of a function.</summary>
    /// <exception cref="ArgumentException">The function is not in the list.</exception>
    public static string NameOf(ActivationFunction function) => Entries.NameOf(function);
}
