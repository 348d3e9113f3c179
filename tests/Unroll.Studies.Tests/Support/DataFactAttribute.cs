using Unroll.Studies.Data;

namespace Unroll.Studies.Tests.Support;

/// <summary>A test that reads data sets which need not be at hand: it is skipped where one is not, saying so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute(params string[] dataSets) => Skip = Missing(dataSets);

    internal static string? Missing(string[] dataSets)
    {
        DataLocator locator = DataLocator.FromEnvironment();
        return dataSets.FirstOrDefault(name => locator.Locate(DataCatalogue.Find(name)) is null) is { } missing
            ? $"the data set {missing} is not at hand: set {DataLocator.Variable} to the folder of the data"
            : null;
    }
}
