using Unroll.Layers;

namespace Unroll.Forecasting.Networks;

/// <summary>The layer that a network reads windows with.</summary>
public enum RecurrentCell
{
    /// <summary>A <see cref="Layers.Gru"/>.</summary>
    Gru,

    /// <summary>An <see cref="Layers.Lstm"/>.</summary>
    Lstm,

    /// <summary>A <see cref="Layers.SimpleRnn"/>.</summary>
    SimpleRnn,
}
