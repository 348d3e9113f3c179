using Unroll.Metrics;

namespace Unroll.Tests.Metrics;

public sealed class MetricRegistryTests
{
    [Fact]
    public void Create_GivesTheFigureTheNameThatWasAskedFor() =>
        Assert.All(MetricRegistry.Names, name => Assert.Equal(name, MetricRegistry.Create(name).Name));

    [Fact]
    public void Create_GivesANewMetricEachTime() => Assert.NotSame(MetricRegistry.Create("f1_score"), MetricRegistry.Create("f1_score"));

    [Fact]
    public void Create_Throws_WithAHint() =>
        Assert.Contains("'f1_score'", Assert.Throws<ArgumentException>(() => MetricRegistry.Create("f1_scor")).Message, StringComparison.Ordinal);
}
