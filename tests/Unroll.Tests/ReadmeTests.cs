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
    /// <summary>The code between the marks is the README's example (<see cref="DocumentExampleTests"/>), and it runs.</summary>
    [Fact]
    public void Example_Runs()
    {
        using var console = new StringWriter();
        TextWriter standard = Console.Out;
        Console.SetOut(console);
        try
        {
            // <example>
            const int samples = 400, timeSteps = 30;
            var random = new Random(1);
            float[] inputs = new float[samples * timeSteps];
            int[] labels = new int[samples];
            for (int sample = 0; sample < samples; sample++)
            {
                labels[sample] = sample % 2;
                for (int time = 0; time < timeSteps; time++)
                    inputs[(sample * timeSteps) + time] = MathF.Sin(time * (labels[sample] == 0 ? 0.3f : 0.6f)) + (0.5f * (random.NextSingle() - 0.5f));
            }

            var model = new Sequential(
                new Lstm(16),
                new Dropout(0.2f),
                new Dense(2, Activation.Softmax))
            { Seed = 1 };
            model.Compile(new Adam(), Loss.SparseCategoricalCrossentropy, Metric.Accuracy);
            Console.WriteLine(model.Summary(inputShape: [timeSteps, 1]));

            var data = new ArrayData(inputs, [timeSteps, 1], labels, []);
            History history = model.Fit(data, new FitOptions { Epochs = 15, BatchSize = 32, ValidationSplit = 0.2, Verbose = 2 });
            float[] probabilities = model.Predict(inputs.AsSpan(0, timeSteps));
            Console.WriteLine($"accuracy {history["val_accuracy"][^1]:F2}, the first sequence is of class 0 with probability {probabilities[0]:F2}");
            // </example>
            Assert.True(history["val_accuracy"][^1] > 0.95, $"{history["val_accuracy"][^1]}");
            Assert.True(probabilities[0] > 0.8, $"{probabilities[0]}");
            Assert.Equal(1, probabilities.Sum(), 5);
        }
        finally
        {
            Console.SetOut(standard);
        }

        Assert.Contains("Lstm", console.ToString(), StringComparison.Ordinal);
    }
}
