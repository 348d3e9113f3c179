// Lesson 4: parts of your own. A layer, a loss, a metric and an optimizer, each derived from the library's base class, are trained together.
// The question: which line does the next value of a noisy wave stay below, nine times out of ten?
using System.Text.Json.Nodes;
using Unroll.Autograd;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Optimizers;
using Unroll.Parameters;
using Unroll.Tensors;
using Unroll.Training;

const int Count = 2000, Steps = 12;
var random = new Random(1);
float[,,] windows = new float[Count, Steps, 1];
float[] next = new float[Count];
for (int sample = 0; sample < Count; sample++)
{
    double phase = random.NextDouble() * Math.Tau;
    for (int step = 0; step < Steps; step++)
        windows[sample, step, 0] = Wave(step);
    next[sample] = Wave(Steps);
    float Wave(int step) => (float)(Math.Sin(phase + (step * 0.5)) + (0.3 * (random.NextDouble() - 0.5)));
}

Sequential model = new Sequential(new Gru(16), new Highway(), new Dense(1)) { Seed = 1 }
    .Compile(new Lion { LearningRate = 0.001f }, new QuantileLoss(0.9f), new Coverage());
History history = model.Fit(windows, next, new FitOptions { Epochs = 12, ValidationSplit = 0.2 });
Console.WriteLine(history);

// A file names its layers: to load one, say which name is yours.
string path = Path.Combine(Path.GetTempPath(), $"own-layer-{Environment.ProcessId}.safetensors");
model.Save(path);
Sequential loaded = Sequential.Load(path, LayerRegistry.Default.With("highway", _ => new Highway()));
File.Delete(path);
bool isSame = loaded.Predict(windows).AsSpan().SequenceEqual(model.Predict(windows));
double coverage = history["val_coverage"][^1];
Console.WriteLine($"{coverage:P1} of the held-out values stay below the line; the model is {(isSame ? "the same" : "ANOTHER")} when saved and loaded.");
return isSame && coverage is > 0.85 and < 0.95 ? 0 : 1;

/// <summary>y = x + t·(h − x) with h = tanh(x·W + b) and the gate t = σ(x·V + c) (Srivastava et al., 2015).</summary>
sealed class Highway : Layer
{
    Parameter? _kernel, _bias, _gateKernel, _gateBias;

    // Build runs once, when the shape of the input is known: it declares the weights and returns the shape of the output.
    public override Shape Build(LayerBuilder builder, Shape input)
    {
        _kernel = builder.AddParameter("kernel", [input.Last, input.Last], Initializer.GlorotUniform);
        _bias = builder.AddParameter("bias", [input.Last], Initializer.Zeros);
        _gateKernel = builder.AddParameter("gate_kernel", [input.Last, input.Last], Initializer.GlorotUniform);
        _gateBias = builder.AddParameter("gate_bias", [input.Last], Initializer.Zeros);
        return input;
    }

    // Forward runs on every batch. The tape records each operation and knows its gradient, so that a layer needs no backward pass of its own.
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        Tape tape = context.Tape;
        Tensor hidden = tape.Tanh(tape.MatMul(input, Built(_kernel).Tensor, Built(_bias).Tensor));
        Tensor gate = tape.Sigmoid(tape.MatMul(input, Built(_gateKernel).Tensor, Built(_gateBias).Tensor));
        return tape.Add(input, tape.Multiply(gate, tape.Subtract(hidden, input)));
    }

    // The options that a file has to keep: none.
    public override void WriteConfiguration(JsonObject options) { }
}

/// <summary>max(q·e, (q − 1)·e) = q·e + relu(−e) with e = y − p, for each row.</summary>
sealed class QuantileLoss(float quantile) : Loss
{
    public override string Name => "quantile_loss";
    public override Tensor Forward(Tape tape, Tensor predictions, Tensor targets)
    {
        Tensor error = tape.Subtract(targets, predictions);
        return tape.Add(tape.Scale(error, quantile), tape.Relu(tape.Scale(error, -1))).Reshape([predictions.Shape.Rows]);
    }
}

/// <summary>A metric: the share of targets below the prediction.</summary>
sealed class Coverage() : MeanMetric("coverage", MetricDirection.LargerIsBetter)
{
    protected override double Value(in MetricRow row) => row.TargetValue(0) < row.Prediction[0] ? 1 : 0;
}

/// <summary>An optimizer: w −= η·sign(0.9·m + 0.1·g), then m = 0.99·m + 0.01·g (Chen et al., 2023).</summary>
sealed class Lion : Optimizer
{
    OptimizerSlot? _momentum;
    public override string Name => "lion";
    protected override void DeclareState() => _momentum = AddSlot("momentum");

    protected override void Update(UpdateRange range)
    {
        Span<float> weights = range.Weights, momentum = range.Slot(_momentum!);
        ReadOnlySpan<float> gradients = range.Gradients;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] -= (float)range.LearningRate * Math.Sign((0.9f * momentum[i]) + (0.1f * gradients[i]));
            momentum[i] = (0.99f * momentum[i]) + (0.01f * gradients[i]);
        }
    }
}
