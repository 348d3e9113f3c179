using Unroll.Studies.Data;

namespace Unroll.Studies.Tests.Forecasts;

/// <summary>A theory on the series of the M4 competition: it is skipped where they are not at hand, saying so.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class M4TheoryAttribute : TheoryAttribute
{
    public M4TheoryAttribute() => Skip = new[] { "hourly-train", "hourly-test", "weekly-train", "weekly-test" }.All(name => M4Data.Find(name) is not null)
        ? null
        : $"the series of the M4 competition are not at hand: set {DataLocator.Variable} to the folder of the data";
}
