using Unroll.Metrics;

namespace Unroll.Tests.Metrics;

public sealed class MetricCatalogueTests
{
    [Fact]
    public void Create_GivesTheFigureTheNameThatWasAskedFor() =>
        Assert.All(MetricCatalogue.Metrics.Names, name => Assert.Equal(name, MetricCatalogue.Metrics.Create(name).Name));

    [Fact]
    public void Create_GivesANewMetricEachTime() => Assert.NotSame(MetricCatalogue.Metrics.Create("f1_score"), MetricCatalogue.Metrics.Create("f1_score"));

    [Fact]
    public void Create_Throws_WithAHint() =>
        Assert.Contains("'f1_score'", Assert.Throws<ArgumentException>(() => MetricCatalogue.Metrics.Create("f1_scor")).Message, StringComparison.Ordinal);
}
