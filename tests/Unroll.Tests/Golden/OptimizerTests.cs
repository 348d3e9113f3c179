using Unroll.Optimizers;
using Unroll.Parameters;
using Unroll.Tests.Support;

namespace Unroll.Tests.Golden;

/// <summary>Optimizers against Keras: the weights after every step, in every configuration of the file.</summary>
public sealed class OptimizerTests
{
    const string File = "keras/optimizers.json";
    const double Tolerance = 1e-6;
    const double ChangeTolerance = 1e-3;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, GoldenFile.Read(File).Count)];

    [Fact]
    public void Cases_AreAllOfTheFile()
    {
        IReadOnlyList<GoldenCase> cases = GoldenFile.Read(File);
        Assert.Equal(22, cases.Count);
        Assert.Equal(["Adadelta", "Adagrad", "Adam", "AdamW", "Adamax", "Nadam", "RMSprop", "SGD"],
            cases.Select(golden => golden.Text("optimizer")).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Step_AgreesWithKeras(int number)
    {
        GoldenCase golden = GoldenFile.Read(File)[number];
        GoldenCase config = golden.Object("config");
        string[] known = ["learning_rate", "momentum", "nesterov", "centered", "amsgrad", "weight_decay", "clipnorm", "clipvalue", "global_clipnorm"];
        Assert.Empty(config.Names.Except(known));
        Check(golden, Make(golden.Text("optimizer"), config), $"case {number}, {golden.Text("optimizer")} {config.Compact}");
    }

    static Optimizer Make(string name, GoldenCase config)
    {
        float? value = Limit("clipvalue"), norm = Limit("clipnorm"), global = Limit("global_clipnorm");
        float? Limit(string key) => config.Has(key) ? (float)config.Number(key) : null;
        float rate = (float)config.Number("learning_rate", name == "SGD" ? 0.01 : 0.001);
        double momentum = config.Number("momentum", 0);
        return name switch
        {
            "SGD" => new Sgd(rate)
            {
                Momentum = momentum, Nesterov = config.Flag("nesterov", false), ClipValue = value, ClipNorm = norm,
                GlobalClipNorm = global
            },
            "Adagrad" => new Adagrad(rate),
            "Adadelta" => new Adadelta(rate),
            "RMSprop" => new RmsProp(rate) { Momentum = momentum, Centered = config.Flag("centered", false) },
            "Adam" => new Adam(rate) { AmsGrad = config.Flag("amsgrad", false), ClipValue = value, ClipNorm = norm, GlobalClipNorm = global },
            "AdamW" => config.Has("weight_decay") ? new AdamW(rate) { WeightDecay = config.Number("weight_decay") } : new AdamW(rate),
            "Adamax" => new AdaMax(rate),
            "Nadam" => new Nadam(rate),
            _ => throw new InvalidOperationException(name),
        };
    }

    static void Check(GoldenCase golden, Optimizer optimizer, string what)
    {
        GoldenArray[] initial = golden.Arrays("initial");
        var store = new ParameterStore();
        for (int i = 0; i < initial.Length; i++)
            store.Declare($"weight{i}", initial[i].Shape, Initializer.Zeros);
        store.Place(default);
        for (int i = 0; i < initial.Length; i++)
            initial[i].Data.CopyTo(store.Parameters[i].Values);
        optimizer.BuildFor(store);

        using var step = new TestStep();
        GoldenArray[][] gradients = golden.Steps("gradients"), after = golden.Steps("weightsAfterEachStep");
        Assert.Equal(6, gradients.Length);
        for (int number = 0; number < gradients.Length; number++)
        {
            for (int i = 0; i < initial.Length; i++)
                gradients[number][i].Data.CopyTo(store.Parameters[i].Gradients);
            optimizer.Step(step.Workers, store);
            for (int i = 0; i < initial.Length; i++)
            {
                TensorAssert.Close(after[number][i].Data, store.Parameters[i].Values, Tolerance, $"{what}: weight {i} after step {number}");

                // The change is smaller than the weights by far: it is what an optimizer can get wrong.
                TensorAssert.Close(Change(after[number][i].Data), Change(store.Parameters[i].Values), ChangeTolerance,
                    $"{what}: change of weight {i} after step {number}");
                float[] Change(ReadOnlySpan<float> weights)
                {
                    float[] change = weights.ToArray();
                    for (int j = 0; j < change.Length; j++)
                        change[j] -= initial[i].Data[j];
                    return change;
                }
            }
        }
    }
}
