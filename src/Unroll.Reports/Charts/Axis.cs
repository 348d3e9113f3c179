namespace Unroll.Reports.Charts;

/// <summary>An axis of a chart.</summary>
/// <param name="Label">What it shows, with the unit: "loss (nats)".</param>
/// <param name="Kind">How values are placed on it.</param>
sealed record Axis(string Label, AxisKind Kind = AxisKind.Linear)
{
    /// <summary>The names along an axis of categories; the value of a point is the place in this list.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Whether the axis shows 0 even where no value is near it, as under bars.</summary>
    public bool HasZero { get; init; }

    /// <summary>Whether the values are counts: ticks stand at whole numbers alone.</summary>
    public bool IsWhole { get; init; }

    /// <summary>A value on the axis in words, for tooltips and tables.</summary>
    public string Describe(double value) => Kind switch
    {
        AxisKind.Category => Categories[(int)value],
        AxisKind.Date => DateTicks.Text(value),
        _ => NumberText.Of(value),
    };
}
