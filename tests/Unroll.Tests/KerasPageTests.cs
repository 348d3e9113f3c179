using System.Text.RegularExpressions;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests;

/// <summary>docs/keras.md: its example runs, and the tests that it names exist.</summary>
public sealed partial class KerasPageTests
{
    static readonly string s_root = Root();
    static readonly string s_page = File.ReadAllText(Path.Combine(s_root, "docs", "keras.md"));

    [Fact]
    public void Example_Runs()
    {
        using var folder = new TemporaryFolder();
        var x = new float[40, 6, 3];
        int[] y = new int[40];
        for (int i = 0; i < 40; i++)
        {
            y[i] = i % 3;
            for (int time = 0; time < 6; time++)
                x[i, time, y[i]] = 1;
        }

        using var console = new StringWriter();
        TextWriter standard = Console.Out;
        string here = Directory.GetCurrentDirectory();
        Console.SetOut(console);
        Directory.SetCurrentDirectory(folder.Path);
        try
        {
            // <example>
            var model = new Sequential(
                new Lstm(64) { ReturnSequences = true },
                new Dropout(0.2f),
                new Gru(64),
                new Dense(3, Activation.Softmax));
            model.Compile(new RmsProp(0.001f) { GlobalClipNorm = 1 }, Loss.SparseCategoricalCrossentropy, Metric.Accuracy);
            History history = model.Fit(x, y, new FitOptions
            {
                Epochs = 20,
                BatchSize = 16,
                ValidationSplit = 0.25,
                Callbacks =
                [
                    new ModelCheckpoint("best-{epoch:02d}-{val_loss:.2f}.safetensors") { SaveBestOnly = true },
                    new ReduceLrOnPlateau { Patience = 3 },
                    new EarlyStopping { Patience = 5, RestoreBestWeights = true },
                ],
            });
            Console.WriteLine($"{history["val_loss"][^1]} {model.Predict(x).Shape}");
            // </example>
            Assert.True(history["val_loss"][^1] < history["val_loss"][0]);
            Assert.NotEmpty(Directory.GetFiles(folder.Path, "best-*.safetensors"));
        }
        finally
        {
            Directory.SetCurrentDirectory(here);
            Console.SetOut(standard);
        }

        Assert.EndsWith("(40, 3)", console.ToString().Trim(), StringComparison.Ordinal);
    }

    /// <summary>Who renames a test renames it in docs/keras.md too.</summary>
    [Fact]
    public void Tests_ThatThePageNames_Exist()
    {
        ILookup<string, string> sources = Directory.EnumerateFiles(Path.Combine(s_root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .ToLookup(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText);
        (string Class, string Method)[] named = [.. Test().Matches(s_page)
            .Select(match => (match.Groups["class"].Value, match.Groups["method"].Value + (match.Groups["method"].Success ? "(" : "")))];
        Assert.True(named.Length > 40);
        Assert.Equal("", string.Join(", ",
            named.Where(test => !sources[test.Class].Any(source => source.Contains($"void {test.Method}", StringComparison.Ordinal)))));
    }

    [GeneratedRegex(@"`(?<class>\w+Tests)(\.(?<method>\w+))?`")]
    private static partial Regex Test();

    static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Unroll.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
