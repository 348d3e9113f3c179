using Unroll.Naming;

namespace Unroll.Layers;

/// <summary>The scores of <see cref="Attention"/> under Keras' names.</summary>
static class ScoreModeRegistry
{
    /// <summary>From names to scores.</summary>
    public static Registry<ScoreMode> Modes { get; } = new("score mode", ("dot", ScoreMode.Dot), ("concat", ScoreMode.Concatenate));

    /// <summary>The name of a score.</summary>
    public static string NameOf(ScoreMode mode) => Modes.NameOf(mode);
}
