using Unroll.Studies.Grid;
using Unroll.Studies.Tests.Support;

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
        Assert.All(study.Claims, claim => Assert.True(claim.Checks.Count > 0 || claim.Note.Length > 0, $"nothing decides '{claim.Text}', nor is said why"));
    }

    /// <summary>Every figure, plot and table that a study names is one that its trainings leave.</summary>
    [DataTheory("shakespeare", "mnist", "stocks")]
    [MemberData(nameof(Names))]
    public void Check_FindsNothingWrong(string name)
    {
        Study study = StudyRegistry.Find(name);
        Assert.Equal(study.Trainings, StudyRunner.Check(study, "", workers: 1, default).Open);
        Assert.Equal(study.Quick!.Trainings, StudyRunner.Check(study.Quick, "", workers: 1, default).Open);
    }

    [Fact]
    public void Find_Throws_ForAnUnknownName()
    {
        var error = Assert.Throws<InputException>(() => StudyRegistry.Find("b1-sells"));
        Assert.Contains("did you mean 'b1-cells'?", error.Message, StringComparison.Ordinal);
    }
}
