using Unroll.Studies.Grid;

namespace Unroll.Studies.Tests.Grid;

public sealed class StudyRegistryTests
{
    public static TheoryData<string> Names => [.. StudyRegistry.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Find_GivesAStudyWithAQuickForm_AllOfWhoseCellsAreValid(string name)
    {
        Study study = StudyRegistry.Find(name);
        Assert.Equal(name, study.Name);
        Study quick = Assert.IsType<Study>(study.Quick);
        foreach (Study form in new[] { study, quick })
            Assert.All(form.Cells, cell => cell.Configuration.Check());
        Assert.True(quick.IsQuick);
        Assert.All(study.Plots, plot => Assert.NotEmpty(plot.Title));
    }

    [Fact]
    public void Find_Throws_ForAnUnknownName()
    {
        var error = Assert.Throws<InputException>(() => StudyRegistry.Find("b1-sells"));
        Assert.Contains("did you mean 'b1-cells'?", error.Message, StringComparison.Ordinal);
    }
}
