using Unroll.Tests.Conditions;

namespace Unroll.Tests;

public sealed class SkipReasonTests
{
    /// <summary>.ci/run counts a skipped test as a failure unless its reason stands in the list.</summary>
    [Fact]
    public void Reasons_AreThoseThatTheContinuousIntegrationAllows() =>
        Assert.Equal(Machine.Reasons, File.ReadAllLines(Path.Combine(ArchitectureTests.Repository, ".ci", "allowed-skips")));

    [Fact]
    public void Lacks_NamesTheFirstNeedThatIsNotMet()
    {
        foreach (Needs need in Enum.GetValues<Needs>())
            Assert.True(Machine.Lacks(need) is null || Machine.Reasons.Contains(Machine.Lacks(need)));
        Assert.Equal(Machine.Reasons.Count(), Enum.GetValues<Needs>().Length);
        Assert.Equal(OperatingSystem.IsWindows(), Machine.Lacks(Needs.Unix) is not null);
    }
}
