namespace Unroll.Layers;

/// <summary>What the score of a query and a key is: the score_mode of Keras' Attention.</summary>
public enum ScoreMode
{
    /// <summary>Their dot product: "dot".</summary>
    Dot,

    /// <summary>The sum of tanh(query + key): "concat".</summary>
    Concatenate,
}
