namespace Unroll.Studies.Grid;

/// <summary>How a report shows a table of trainings.</summary>
public enum TextForm
{
    /// <summary>As a table.</summary>
    Table,

    /// <summary>A matrix, drawn for each cell: a text that names the row, then numbers.</summary>
    HeatMap,

    /// <summary>A histogram, drawn for each cell: where a bar stands, and how high it is.</summary>
    Bars,
}
