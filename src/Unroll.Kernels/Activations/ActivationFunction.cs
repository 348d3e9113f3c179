namespace Unroll.Kernels.Activations;

/// <summary>The activation functions, named as in Keras; <see cref="ActivationTable"/> says what computes them.</summary>
public enum ActivationFunction
{
    /// <summary>x.</summary>
    Linear,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x for x &gt; 0, else 0.2 · x.</summary>
    LeakyRelu,

    /// <summary>x for x &gt; 0, else eˣ − 1.</summary>
    Elu,

    /// <summary>λ·x for x &gt; 0, else λ·α·(eˣ − 1), with λ = 1.0507 and α = 1.6733 (Klambauer et al., 2017).</summary>
    Selu,

    /// <summary>
    /// x·Φ(x), Φ the normal distribution's cumulative function (Hendrycks and Gimpel, 2016): Keras' gelu with approximate=False; not for cells.
    /// </summary>
    Gelu,

    /// <summary>½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))): Keras' gelu with approximate=True; not for cells.</summary>
    GeluApproximate,

    /// <summary>x·σ(x), also called swish; not for cells.</summary>
    Silu,

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

    /// <summary>xᵢ − ln Σ eˣʲ over the features; not for cells.</summary>
    LogSoftmax,
}
