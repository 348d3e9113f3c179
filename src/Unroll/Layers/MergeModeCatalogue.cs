using Unroll.Naming;

namespace Unroll.Layers;

/// <summary>The ways of <see cref="Bidirectional"/> under Keras' names.</summary>
static class MergeModeCatalogue
{
    /// <summary>From names to ways.</summary>
    public static Catalogue<MergeMode> Modes { get; } = new("merge mode",
        ("concat", () => MergeMode.Concatenate), ("sum", () => MergeMode.Sum), ("mul", () => MergeMode.Multiply), ("ave", () => MergeMode.Average));

    /// <summary>The name of a way.</summary>
    public static string NameOf(MergeMode mode) => Modes.Names[(int)mode];
}
