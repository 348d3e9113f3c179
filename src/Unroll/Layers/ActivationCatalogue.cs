using Unroll.Kernels.Activations;
using Unroll.Naming;

namespace Unroll.Layers;

/// <summary>The activation functions under Keras' names.</summary>
public static class ActivationCatalogue
{
    static readonly (string Name, ActivationFunction Function)[] s_entries =
    [
        ("linear", ActivationFunction.Linear),
        ("relu", ActivationFunction.Relu),
        ("leaky_relu", ActivationFunction.LeakyRelu),
        ("elu", ActivationFunction.Elu),
        ("selu", ActivationFunction.Selu),
        ("gelu", ActivationFunction.Gelu),
        ("gelu_approximate", ActivationFunction.GeluApproximate),
        ("silu", ActivationFunction.Silu),
        ("softplus", ActivationFunction.Softplus),
        ("softsign", ActivationFunction.Softsign),
        ("tanh", ActivationFunction.Tanh),
        ("sigmoid", ActivationFunction.Sigmoid),
        ("hard_sigmoid", ActivationFunction.HardSigmoid),
        ("exponential", ActivationFunction.Exponential),
        ("softmax", ActivationFunction.Softmax),
        ("log_softmax", ActivationFunction.LogSoftmax),
    ];

    /// <summary>From names to functions.</summary>
    public static Catalogue<ActivationFunction> Functions { get; } =
        new("activation", [.. s_entries.Select(entry => (entry.Name, new Func<ActivationFunction>(() => entry.Function)))]);

    /// <summary>The name of a function.</summary>
    /// <exception cref="ArgumentException">The function is not in the list.</exception>
    public static string NameOf(ActivationFunction function)
    {
        foreach ((string name, ActivationFunction known) in s_entries)
            if (known == function)
                return name;
        throw new ArgumentException($"The activation {function} has no name yet: add it to {nameof(ActivationCatalogue)}.", nameof(function));
    }
}
