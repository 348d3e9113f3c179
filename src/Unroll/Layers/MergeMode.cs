namespace Unroll.Layers;

/// <summary>How <see cref="Bidirectional"/> makes one output of two: Keras' merge_mode.</summary>
public enum MergeMode
{
    /// <summary>Forward features, then backward ones: "concat".</summary>
    Concatenate,

    /// <summary>a + b: "sum".</summary>
    Sum,

    /// <summary>a · b, element by element: "mul".</summary>
    Multiply,

    /// <summary>(a + b) / 2: "ave".</summary>
    Average,
}
