namespace Unroll.Studies.Tasks.Forecasts;

/// <summary>The network of a forecaster.</summary>
public enum NetworkKind
{
    /// <summary>Stacked recurrent layers, whose last state gives the whole horizon.</summary>
    Recurrent,

    /// <summary>Layers that go on from the state some steps before.</summary>
    Dilated,

    /// <summary>An encoder of the window and a decoder of the horizon.</summary>
    EncoderDecoder,

    /// <summary>Segments of the window as the steps of a GRU.</summary>
    Segments,
}
