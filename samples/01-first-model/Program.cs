// Lesson 1: a first model. It sorts noisy waves into three kinds (sine, square and sawtooth) and shows the five steps of every training:
// data, model, compile, fit, predict.
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

string[] kinds = ["sine", "square", "sawtooth"];
const int Steps = 40;

// 1. Data. A sequence is [time, features], so many of them are [sample, time, features]. Here each step is one number, and the label is the index of the kind.
(float[,,] waves, int[] labels) = DrawWaves(1500, seed: 1);
(float[,,] testWaves, int[] testLabels) = DrawWaves(300, seed: 2);

// 2. The model. The LSTM reads a wave step by step and returns what it remembers at the end: 32 numbers. The dense layer turns them into a probability
// for each kind.
// The seed fixes the initial weights and the order of the samples: the same seed gives the same numbers on every machine.
var model = new Sequential(
    new Lstm(32),
    new Dense(kinds.Length, Activation.Softmax))
{ Seed = 1 };

// 3. Compile: how the weights are changed (Adam), what is minimized, and what is measured. The loss is "sparse" because a label is an index, not a row of
// zeros with a one.
model.Compile(new Adam { LearningRate = 0.005f }, Loss.SparseCategoricalCrossentropy, Metric.Accuracy);
Console.WriteLine(model.Summary(inputShape: [Steps, 1]));

// 4. Fit. A fifth of the samples is held out: as long as val_loss falls with loss, the model learns the kinds and not just these samples.
History history = model.Fit(waves, labels, new FitOptions { Epochs = 8, ValidationSplit = 0.2 });
Console.WriteLine(history);

// 5. Evaluate on waves that had no part in the training, and predict one of them.
double accuracy = model.Evaluate(testWaves, testLabels)["accuracy"];
Console.WriteLine($"Accuracy on {testLabels.Length} new waves: {accuracy:P1}");

(float[,,] wave, int[] label) = DrawWaves(1, seed: 3);
float[] probabilities = model.Predict(wave);
Console.WriteLine($"A {kinds[label[0]]} wave: " + string.Join(", ", kinds.Zip(probabilities, (kind, probability) => $"{kind} {probability:P1}")));

// .ci/run runs every lesson; an exit code other than 0 says that it did not work.
return accuracy > 0.95 ? 0 : 1;

(float[,,] Waves, int[] Labels) DrawWaves(int count, int seed)
{
    var random = new Random(seed);
    float[,,] waves = new float[count, Steps, 1];
    int[] labels = new int[count];
    for (int sample = 0; sample < count; sample++)
    {
        // Period and phase differ from wave to wave: only the form tells the kinds apart.
        labels[sample] = random.Next(kinds.Length);
        double period = 10 + (10 * random.NextDouble()), start = random.NextDouble();
        for (int step = 0; step < Steps; step++)
        {
            double turn = ((step / period) + start) % 1;
            double value = labels[sample] switch
            {
                0 => Math.Sin(Math.Tau * turn),
                1 => turn < 0.5 ? 1 : -1,
                _ => (2 * turn) - 1,
            };
            waves[sample, step, 0] = (float)(value + (0.2 * (random.NextDouble() - 0.5)));
        }
    }

    return (waves, labels);
}
