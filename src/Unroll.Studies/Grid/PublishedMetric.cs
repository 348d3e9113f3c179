namespace Unroll.Studies.Grid;

/// <summary>A metric that the source of a study states.</summary>
/// <param name="Where">Names of values by axis: the cells that it is of, all of those that agree.</param>
/// <param name="Metric">Which metric.</param>
/// <param name="Value">Its value; null where the source gives words only.</param>
/// <param name="Deviation">Its standard deviation; null where the source states none.</param>
/// <param name="Text">A remark; empty for none.</param>
public sealed record PublishedMetric(IReadOnlyDictionary<string, string> Where, string Metric, double? Value, double? Deviation, string Text);
