namespace Unroll.Studies.Grid;

/// <summary>What the source of a study says.</summary>
/// <param name="Text">In words.</param>
public sealed record Claim(string Text)
{
    /// <summary>What it says of the study's figures; none where no figure decides it.</summary>
    public IReadOnlyList<ClaimCheck> Checks { get; init; } = [];

    /// <summary>The values of axes that it names.</summary>
    public IReadOnlyList<(string Axis, string Value)> Values { get; init; } = [];

    /// <summary>A remark: why no figure decides it, or how it is to be understood; empty for none.</summary>
    public string Note { get; init; } = "";

    /// <summary>The claim for a form of its study with other axes: one that names a value which they lack is not measured there.</summary>
    internal Claim In(IReadOnlyList<StudyAxis> axes)
    {
        foreach ((string axis, string value) in Values)
            if (axes.First(one => one.Name == axis).Values.All(one => one.Name != value))
                return new Claim(Text) { Note = $"the quick form has no {axis} {value}" };
        return this;
    }
}
