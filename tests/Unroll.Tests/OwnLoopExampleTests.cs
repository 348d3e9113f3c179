using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests;

/// <summary>docs/keras.md: a loop of one's own.</summary>
public sealed class OwnLoopExampleTests
{
    [Fact]
    public void Example_Learns()
    {
        var x = new float[128, 10, 1];
        float[] y = new float[128];
        for (int sample = 0; sample < 128; sample++)
            for (int time = 0; time < 10; time++)
            {
                x[sample, time, 0] = MathF.Sin((sample * 0.7f) + (time * 0.3f));
                y[sample] = MathF.Sin((sample * 0.7f) + 3);
            }

        using var console = new StringWriter();
        TextWriter standard = Console.Out;
        Console.SetOut(console);
        try
        {
            // <example>
            Model model = new Sequential(new Gru(16), new Dense(1)) { Seed = 1 }.Compile(new Adam(0.01f) { GlobalClipNorm = 1 }, Loss.MeanSquaredError);
            var data = new ArrayData(x, y);
            using (var step = new TrainingStep(model))
                for (int update = 0; update < 40; update++)
                {
                    // The gradient of 128 rows in the memory of 32: each part counts a quarter.
                    for (int part = 0; part < 4; part++)
                        step.Accumulate(data, batchSize: 32, index: part, weight: 0.25f);
                    if (!step.Apply())
                        Console.WriteLine($"no update: {step.Failure}");
                }

            using var trainer = new Trainer(model, data, new FitOptions { Epochs = 20 });
            foreach (StepLog log in trainer.Steps())
                if (log.Loss < 1e-3)
                    break;
            Console.WriteLine($"{trainer.History.Outcome} after {trainer.Step} steps with a loss of {trainer.LastLoss}");
            // </example>
            Assert.True(trainer.LastLoss < 0.01, $"{trainer.LastLoss}");
            Assert.Equal(40 + trainer.Step, model.Optimizer!.Iterations);
        }
        finally
        {
            Console.SetOut(standard);
        }

        Assert.DoesNotContain("no update", console.ToString(), StringComparison.Ordinal);
    }
}
