// Lesson 3: forecasting. A series of hourly temperatures becomes windows of two days, each with the temperature six hours later as its target.
// What matters is order: the model may only learn from the past, and its error means something only beside that of a simple guess.
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;
using Unroll.Training.Callbacks;

const int Hours = 24 * 180, Window = 48, Ahead = 6;
float[] series = DrawTemperatures(Hours);

// 1. Split by time, before anything else: a random split would put hours of the same day on both sides, and the test would be answered by its neighbours.
int trainingEnd = Hours * 7 / 10, validationEnd = Hours * 85 / 100;

// 2. Scale with the mean and deviation of the training part only: those of the whole series would tell the model of the future.
// Networks learn best from numbers around 0 and of size 1.
float mean = series[..trainingEnd].Average();
float deviation = MathF.Sqrt(series[..trainingEnd].Average(value => (value - mean) * (value - mean)));
float[] scaled = [.. series.Select(value => (value - mean) / deviation)];

// 3. Windows: the last 48 hours, and the value 6 hours after them. No window reaches over the border between two parts.
(float[,,] trainingWindows, float[] trainingTargets) = CutWindows(scaled[..trainingEnd]);
(float[,,] validationWindows, float[] validationTargets) = CutWindows(scaled[trainingEnd..validationEnd]);
(float[,,] testWindows, float[] testTargets) = CutWindows(scaled[validationEnd..]);

// A regression has one output without an activation: any number may come out.
var model = new Sequential(new Gru(32), new Dense(1)) { Seed = 1 };
model.Compile(new Adam { LearningRate = 0.003f }, Loss.MeanSquaredError, Metric.MeanAbsoluteError);

// 4. Stop when the validation part gets no better for three epochs, and keep the best weights. Shuffling windows is fine: each is a sample of its own.
History history = model.Fit(trainingWindows, trainingTargets, new FitOptions
{
    Epochs = 20,
    Validation = new ArrayData(validationWindows, validationTargets),
    Callbacks = [new EarlyStopping { Monitor = "val_loss", Patience = 3, RestoreBestWeights = true }],
});
Console.WriteLine(history);

// 5. Measure on the last part, in degrees, beside two guesses that need no model: "as it is now" and "as it was at that hour yesterday".
float[] forecasts = model.Predict(testWindows);
double error = Degrees(sample => forecasts[sample]);
double now = Degrees(sample => testWindows[sample, Window - 1, 0]);
double yesterday = Degrees(sample => testWindows[sample, Window - 1 - (24 - Ahead), 0]);
Console.WriteLine($"Mean absolute error {Ahead} hours ahead: {error:F2} degrees; as it is now {now:F2}; as it was yesterday {yesterday:F2}.");

// A model that does not beat the better guess has learned nothing worth having.
return error < 0.8 * Math.Min(now, yesterday) ? 0 : 1;

double Degrees(Func<int, float> forecast) =>
    deviation * Enumerable.Range(0, testTargets.Length).Average(sample => Math.Abs(forecast(sample) - testTargets[sample]));

static (float[,,] Windows, float[] Targets) CutWindows(float[] values)
{
    int count = values.Length - Window - Ahead + 1;
    float[,,] windows = new float[count, Window, 1];
    float[] targets = new float[count];
    for (int sample = 0; sample < count; sample++)
    {
        for (int step = 0; step < Window; step++)
            windows[sample, step, 0] = values[sample + step];
        targets[sample] = values[sample + Window + Ahead - 1];
    }

    return (windows, targets);
}

// A daily rhythm that is stronger on clear days, and weather that changes slowly.
static float[] DrawTemperatures(int hours)
{
    var random = new Random(1);
    float[] temperatures = new float[hours];
    double weather = 0, clearness = 1;
    for (int hour = 0; hour < hours; hour++)
    {
        weather = (0.985 * weather) + (0.35 * (random.NextDouble() - 0.5));
        clearness = hour % 24 == 0 ? 0.4 + random.NextDouble() : clearness;
        temperatures[hour] = (float)(12 + (5 * clearness * Math.Sin(Math.Tau * (hour - 9) / 24)) + (3 * weather) + (0.3 * (random.NextDouble() - 0.5)));
    }

    return temperatures;
}
