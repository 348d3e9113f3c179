namespace Unroll.Kernels.Activations;

/// <summary>The functions that a cell, a Dense layer or an Activation layer can apply, under Keras' names.</summary>
public enum ActivationFunction
{
    /// <summary>x.</summary>
    Linear,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x for x &gt; 0, else eˣ − 1.</summary>
    Elu,

    /// <summary>ln(1 + eˣ).</summary>
    Softplus,

    /// <summary>x / (1 + |x|).</summary>
    Softsign,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>x/6 + ½, cut to [0, 1]: Keras 3's form.</summary>
    HardSigmoid,

    /// <summary>eˣ.</summary>
    Exponential,

    /// <summary>eˣⁱ / Σ eˣʲ over the features; not for cells.</summary>
    Softmax,
}
