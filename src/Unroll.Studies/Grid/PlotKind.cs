namespace Unroll.Studies.Grid;

/// <summary>What runs along the horizontal of a plot.</summary>
public enum PlotKind
{
    /// <summary>The epochs of the trainings.</summary>
    History,

    /// <summary>The values of an axis.</summary>
    Axis,

    /// <summary>The times of the data; plotted is one of their series.</summary>
    Data,
}
