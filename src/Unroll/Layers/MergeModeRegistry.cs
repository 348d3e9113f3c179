using Unroll.Naming;

namespace Unroll.Layers;

/// <summary>The ways of <see cref="Bidirectional"/> under Keras' names.</summary>
static class MergeModeRegistry
{
    /// <summary>From names to ways.</summary>
    public static Registry<MergeMode> Modes { get; } = new("merge mode",
        ("concat", MergeMode.Concatenate), ("sum", MergeMode.Sum), ("mul", MergeMode.Multiply), ("ave", MergeMode.Average));

    /// <summary>The name of a way.</summary>
    public static string NameOf(MergeMode mode) => Modes.NameOf(mode);
}
