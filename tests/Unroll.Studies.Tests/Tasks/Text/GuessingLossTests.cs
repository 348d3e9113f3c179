using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Text;

namespace Unroll.Studies.Tests.Tasks.Text;

public sealed class GuessingLossTests : IDisposable
{
    const string Worse = "the loss of the held-out part, 4.1745, is worse than 4.1744, that of guessing all 65 characters alike";

    readonly TemporaryFolder _folder = new();

    /// <summary>ln 65 = 4.17439.</summary>
    [Theory]
    [InlineData(4.1743, null, null)]
    [InlineData(double.NaN, null, null)]
    [InlineData(4.1745, null, Worse)]
    [InlineData(4.1745, 4.2, Worse)]
    [InlineData(4.1745, 3.5825, $"{Worse}; windows that begin with an empty state have 3.5825, so it is the state that runs away as it is carried through the text")]
    public void Remark_IsOfALossAboveTheLogarithmOfTheVocabulary(double loss, double? coldWindows, string? remark) =>
        Assert.Equal(remark, GuessingLoss.Remark(loss, 65, "characters", coldWindows));

    /// <summary>What is held out has the one character that training never meets; then only those that it does.</summary>
    [Theory]
    [InlineData("c", true)]
    [InlineData("ab", false)]
    public void TrainingAndEvaluation_SayThatGuessingIsBetter(string heldOut, bool isWorse)
    {
        string text = string.Concat(Enumerable.Repeat("ab", 450)) + string.Concat(Enumerable.Repeat(heldOut, 100 / heldOut.Length)), folder = _folder.File("run"), path = _folder.File("text.txt");
        File.WriteAllText(path, text);
        RunResult result = RunTraining.Train(
            new TextConfiguration
            {
                Data = path, Units = 8, Layers = 1, EmbeddingUnits = 4, Window = 10, Batch = 4, Steps = 40, LearningRate = 0.05f,
            },
            new RunOptions { Folder = folder, KeepsDetails = false }, CancellationToken.None);
        using TrainedModel model = SavedRun.Open(folder);
        foreach (IReadOnlyList<string> remarks in (IReadOnlyList<string>[])[result.Remarks, model.On([]).Measure(CancellationToken.None).Remarks])
            Assert.Equal(isWorse ? 1 : 0, remarks.Count(remark => remark.Contains(", that of guessing all ", StringComparison.Ordinal)));
    }

    public void Dispose() => _folder.Dispose();
}
