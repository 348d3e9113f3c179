using Unroll.Studies.Grid;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tests.Tasks;

namespace Unroll.Studies.Tests.Runs;

/// <summary>What a training is said to measure is what it has measured at its end.</summary>
public sealed class TrainingOutlineTests : IDisposable
{
    const int Configurations = 6;

    readonly string _folder = Directory.CreateTempSubdirectory("unroll-outline-").FullName;

    public static TheoryData<string> Tasks => [.. TaskRegistry.Tasks.Names];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Outline_NamesWhatATrainingLeaves(string task)
    {
        var configurations = new RandomConfigurations(_folder, seed: 5);
        for (int number = 0; number < Configurations; number++)
        {
            RunConfiguration configuration = configurations.Next(task) with { Callbacks = [] };
            TrainingOutline outline;
            using (PreparedRun run = configuration.Prepare(new RunOptions { Workers = 1 }))
                outline = run.Run.Outline;
            string folder = Path.Combine(_folder, $"{task}-{number}");
            RunResult result = RunTraining.Train(configuration, new RunOptions { Folder = folder, Workers = 1, KeepsDetails = false }, default);
            if (result.Failure is not null)
                continue;
            var trained = TrialResult.From(result);
            Assert.Equal(outline.EpochMetrics.Append("secondsPerEpoch").Order(), trained.History.Keys.Order());
            Assert.Equal(outline.EpochMetrics.Concat(outline.FinalMetrics).Distinct().Order(), trained.Metrics.Keys.Order());
            Assert.Equal(outline.Tables.Append("history.csv").Order(), Directory.GetFiles(folder, "*.csv").Select(Path.GetFileName).Order());
            foreach ((string name, double value) in trained.Metrics.Where(metric => MetricName.IsShare(metric.Key) && !double.IsNaN(metric.Value)))
                Assert.True(value is >= 0 and <= 1, $"{task}: {name} is called a share and is {value}");
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
