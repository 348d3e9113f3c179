namespace Unroll.Studies.Grid;

/// <summary>What a study varies.</summary>
/// <param name="Name">Its name: "cell".</param>
/// <param name="Path">The setting that plain values set; null where every value must say itself what it sets.</param>
/// <param name="Values">The values.</param>
public sealed record StudyAxis(string Name, string? Path, IReadOnlyList<AxisValue> Values);
