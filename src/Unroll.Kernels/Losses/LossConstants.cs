namespace Unroll.Kernels.Losses;

/// <summary>What the losses share.</summary>
static class LossConstants
{
    /// <summary>Keras' ε: probabilities are cut to [ε, 1 − ε], and nothing is divided by less.</summary>
    public const float Epsilon = 1e-7f;
}
