using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests;

public class ReadmeTests
{
    /// <summary>The code between the marks is the README's example, word for word, and it runs.</summary>
    [Fact]
    public void Example_StandsInTheReadme_AndRuns()
    {
        float[] inputs = [.. Enumerable.Range(0, 40 * 30 * 12).Select(i => (i * 7 % 13) / 13f)];
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i % 3)];
        float[] window = inputs[..(30 * 12)];
        using var console = new StringWriter();
        TextWriter standard = Console.Out;
        Console.SetOut(console);
        try
        {
            // <example>
            var model = new Sequential(
                new Lstm(64) { ReturnSequences = true },
                new Dropout(0.2f),
                new Lstm(64),
                new Dense(3, Activation.Softmax))
            { Seed = 1 };
            model.Compile(new Adam(), Loss.SparseCategoricalCrossentropy, Metric.Accuracy);
            Console.WriteLine(model.Summary(inputShape: [30, 12]));

            var training = new ArrayData(inputs, [30, 12], labels, []);
            History history = model.Fit(training, new FitOptions { Epochs = 10, BatchSize = 32, Verbose = 1 });
            float[] probabilities = model.Predict(window);
            // </example>
            Assert.Equal(10, history.Epochs.Count);
            Assert.Equal(3, probabilities.Length);
            Assert.Equal(1, probabilities.Sum(), 5);
        }
        finally
        {
            Console.SetOut(standard);
        }

        string here = File.ReadAllText(Path.Combine(Repository(), "tests", "Unroll.Tests", "ReadmeTests.cs"));
        string readme = File.ReadAllText(Path.Combine(Repository(), "README.md"));
        foreach (string line in here.Split("// <example>")[1].Split("// </example>")[0].Split('\n'))
            Assert.Contains(line.Trim(), readme, StringComparison.Ordinal);
        Assert.Contains("Lstm", console.ToString(), StringComparison.Ordinal);
    }

    static string Repository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Unroll.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
