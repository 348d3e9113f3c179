namespace Unroll.Studies.Data.TimeSeries;

/// <summary>How a table holds series.</summary>
public enum SeriesLayout
{
    /// <summary>A row a time, a column a variable; a column may name the series of each row.</summary>
    Long,

    /// <summary>A row a series: its name, then its values.</summary>
    Wide,
}
