namespace Unroll.Studies.Tests.Support;

/// <summary>A theory that reads data sets which need not be at hand: it is skipped where one is not, saying so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataTheoryAttribute : TheoryAttribute
{
    public DataTheoryAttribute(params string[] dataSets) => Skip = DataFactAttribute.Missing(dataSets);
}
