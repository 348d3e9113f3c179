using System.Globalization;
using System.Runtime.InteropServices;
using Unroll.Persistence;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tests.Support;
using Unroll.Training;

namespace Unroll.Studies.Tests.Tasks;

/// <summary>The promise of equal bits, tried with random settings of all tasks.</summary>
public sealed class RepeatedRunTests : IDisposable
{
    /// <summary>Configurations of each task: with nine tasks, over 800.</summary>
    const int Count = 90;

    readonly string _folder = Directory.CreateTempSubdirectory("unroll-repeat-").FullName;

    [Theory]
    [InlineData("text")]
    [InlineData("memory")]
    [InlineData("stocks")]
    [InlineData("digits")]
    [InlineData("sequences")]
    [InlineData("shapes")]
    [InlineData("forecast")]
    [InlineData("smoothing")]
    [InlineData("tweets")]
    public void Train_EndsInTheSameBits_WhenStoppedAndResumed_AndFromItsConfiguration(string task)
    {
        var random = new RandomConfigurations(_folder, seed: task.Length + (task[0] * 1000));
        for (int i = 0; i < Count; i++)
        {
            RunConfiguration configuration = random.Next(task);
            string whole = Folder(i, "whole"), parts = Folder(i, "parts"), again = Folder(i, "again");
            RunResult expected = RunTraining.Train(configuration, new RunOptions { Folder = whole, Workers = 1 }, CancellationToken.None);
            RunResult resumed = InParts(configuration, parts, expected.Steps, random);
            RunConfiguration read = ConfigurationFile.Read(new RunFolder(whole).Configuration);
            RunResult repeated = RunTraining.Train(read, new RunOptions { Folder = again, Workers = 3 }, CancellationToken.None);
            string settings = configuration.ToJson();
            Assert.True(State(whole, expected) == State(parts, resumed), $"resumed: {settings}");
            Assert.True(State(whole, expected) == State(again, repeated), $"repeated: {settings}");
            foreach (string folder in new[] { whole, parts, again })
                Directory.Delete(folder, recursive: true);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string Folder(int number, string name) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{number}-{name}"));

    /// <summary>Trains with up to three stops at random steps.</summary>
    static RunResult InParts(RunConfiguration configuration, string folder, long steps, RandomConfigurations random)
    {
        RunResult result = Part(folder, steps, random, (options, stop) => RunTraining.Train(configuration, options, stop));
        for (int stops = 1; result.Stopped; stops++)
            result = stops < 3 ? Part(folder, steps, random, SavedRun.Resume)
                : SavedRun.Resume(new RunOptions { Folder = folder, Workers = 1 }, CancellationToken.None);
        return result;
    }

    static RunResult Part(string folder, long steps, RandomConfigurations random, Func<RunOptions, CancellationToken, RunResult> train)
    {
        using var stop = new CancellationTokenSource();
        return train(new RunOptions { Folder = folder, Workers = 2, Listener = new StopAtStep(random.Between(0, (int)steps), stop) }, stop.Token);
    }

    /// <summary>Everything that a run leaves, but for times and paths.</summary>
    static string State(string folder, RunResult result)
    {
        var run = new RunFolder(folder);
        List<string> state =
            [$"{result.Steps} steps, {result.Epochs} epochs, failed: {result.Failure}", string.Join(", ", result.Metrics),
                string.Join(", ", result.Evaluation?.ByName ?? new Dictionary<string, double>())];

        // Weights that are no numbers are not saved: what a failed run leaves is its last good checkpoint, and a stop makes another one.
        if (File.Exists(run.Last) && result.Failure is null)
        {
            using SafetensorsFile file = SafetensorsFile.Open(run.Last);
            foreach (SafetensorsTensor tensor in file.Tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
            {
                float[] values = new float[tensor.Count];
                file.Read(tensor.Name, values);
                state.Add($"{tensor.Name}: {Convert.ToHexString(MemoryMarshal.AsBytes(values.AsSpan()))}");
            }
        }

        if (File.Exists(run.History))
            state.AddRange(File.ReadAllLines(run.History).Select(line => string.Join(',', line.Split(',').Where((_, column) => column != 2))));
        foreach (string table in Directory.GetFiles(folder,
            "*.csv").Where(file => Path.GetFileName(file) is not ("history.csv" or "log.csv")).Order(StringComparer.Ordinal))
            state.Add(Path.GetFileName(table) + "\n" + File.ReadAllText(table));
        return string.Join('\n', state);
    }
}
