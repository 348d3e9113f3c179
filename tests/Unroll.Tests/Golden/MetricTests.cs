using Unroll.Metrics;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Golden;

/// <summary>Metrics against scikit-learn.</summary>
public sealed class MetricTests
{
    const double Tolerance = 1e-12;

    static readonly IReadOnlyList<GoldenCase> s_cases = GoldenFile.Read("sklearn/metrics.json");

    public static TheoryData<string> Labels => Names("labels");

    /// <summary>Scores are of two classes or more.</summary>
    public static TheoryData<string> Scored =>
    [
        .. s_cases.Where(golden => golden.Text("kind") == "labels" && Ids(golden, "truth").Concat(Ids(golden, "predicted")).Distinct().Count() > 1)
            .Select(golden => golden.Text("name")),
    ];

    public static TheoryData<string> Regressions => Names("regression");

    public static TheoryData<string> Probabilities => Names("probabilities");

    [Theory]
    [MemberData(nameof(Labels))]
    public void Reports_AreScikitLearns_ToTheCharacter(string name)
    {
        GoldenCase golden = Case("labels", name);
        (int[] truth, int[] predicted, double[] weights) = (Ids(golden, "truth"), Ids(golden, "predicted"), Weights(golden));
        ConfusionMatrix matrix = golden.Has("labels")
            ? ConfusionMatrix.Create(truth, predicted, golden.Texts("labels"), weights)
            : ConfusionMatrix.Create(truth, predicted, weights);
        var report = new ClassificationReport(matrix);
        if (golden.Has("report"))
        {
            Assert.Equal(golden.Text("report"), report.ToString());
            Assert.Equal(golden.Text("report4"), report.ToString(4));
        }

        Near(golden.Numbers("confusion"), matrix.Normalize(ConfusionNormalization.None).Cast<double>());
        Near(golden.Numbers("confusion_true"), matrix.Normalize(ConfusionNormalization.True).Cast<double>());
        Near(golden.Numbers("confusion_pred"), matrix.Normalize(ConfusionNormalization.Predicted).Cast<double>());
        Near(golden.Numbers("confusion_all"), matrix.Normalize(ConfusionNormalization.All).Cast<double>());
    }

    [Theory]
    [MemberData(nameof(Scored))]
    public void ClassScores_AreScikitLearns(string name)
    {
        GoldenCase golden = Case("labels", name);
        int[] truth = Ids(golden, "truth"), predicted = Ids(golden, "predicted");
        int[] classes = [.. truth.Concat(predicted).Distinct().Order()];
        using var step = new TestStep();
        Tensor predictions = step.Input([predicted.Length, classes.Length], new float[predicted.Length * classes.Length]);
        for (int row = 0; row < predicted.Length; row++)
            predictions.Values[(row * classes.Length) + Array.IndexOf(classes, predicted[row])] = 1;
        Tensor ids = step.Ids([truth.Length], [.. truth.Select(label => Array.IndexOf(classes, label))]), weights = Weights(golden, step);

        Near(golden.Number("accuracy"), new Accuracy());
        Near(golden.Number("balanced"), new BalancedAccuracy());
        foreach (ClassAverage average in Enum.GetValues<ClassAverage>())
        {
            string suffix = average switch { ClassAverage.Macro => "_macro", ClassAverage.Micro => "_micro", _ => "_weighted" };
            Near(golden.Number("precision" + suffix), new Precision { Threshold = null, Average = average });
            Near(golden.Number("recall" + suffix), new Recall { Threshold = null, Average = average });
            Near(golden.Number("f1" + suffix), new F1Score { Average = average });
        }

        for (int i = 0; i < classes.Length; i++)
            Near(golden.Numbers("f1")[i], new F1Score { ClassId = i });

        // Weights are float32 in a tensor.
        void Near(double expected, Metric metric)
        {
            metric.Update(predictions, ids, weights);
            Assert.Equal(expected, metric.Result, golden.Has("weights") ? 1e-7 : Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Regressions))]
    public void RegressionFigures_AreScikitLearns(string name)
    {
        GoldenCase golden = Case("regression", name);
        using var step = new TestStep();
        double[] truth = golden.Numbers("truth");
        Shape shape = [truth.Length / (int)golden.Number("outputs"), (int)golden.Number("outputs")];
        Tensor targets = step.Input(shape, Floats(truth)), predictions = step.Input(shape, Floats(golden.Numbers("predicted"))),
            weights = Weights(golden, step);
        Near("r2", Metric.R2Score);
        Near("mse", Metric.MeanSquaredError);
        Near("mae", Metric.MeanAbsoluteError);
        Near("mape", Metric.MeanAbsolutePercentageError);

        void Near(string figure, Metric metric)
        {
            metric.Update(predictions, targets, weights);
            Assert.Equal(golden.Number(figure), metric.Result, 1e-11 * Math.Max(1, Math.Abs(golden.Number(figure))));
        }
    }

    [Theory]
    [MemberData(nameof(Probabilities))]
    public void CrossEntropyAndTopK_AreScikitLearns(string name)
    {
        GoldenCase golden = Case("probabilities", name);
        using var step = new TestStep();
        int[] truth = Ids(golden, "truth");
        Tensor logits = step.Input([truth.Length, (int)golden.Number("classes")], Floats(golden.Numbers("logits"))), ids = step.Ids([truth.Length], truth),
            weights = Weights(golden, step);
        double loss = golden.Number("logLoss");
        Near(Math.Exp(loss), new Perplexity { FromLogits = true });
        Near(loss / Math.Log(2), new BitsPerCharacter { FromLogits = true });
        foreach (int k in (int[])[1, 2, 5])
            Near(golden.Number($"top{k}"), new TopKCategoricalAccuracy { K = k });

        void Near(double expected, Metric metric)
        {
            metric.Update(logits, ids, weights);
            Assert.Equal(expected, metric.Result, 1e-9);
        }
    }

    static TheoryData<string> Names(string kind) => [.. s_cases.Where(golden => golden.Text("kind") == kind).Select(golden => golden.Text("name"))];

    static GoldenCase Case(string kind, string name) => s_cases.Single(golden => golden.Text("kind") == kind && golden.Text("name") == name);

    static int[] Ids(GoldenCase golden, string name) => [.. golden.Numbers(name).Select(number => (int)number)];

    static float[] Floats(double[] numbers) => [.. numbers.Select(number => (float)number)];

    static double[] Weights(GoldenCase golden) => golden.Has("weights") ? golden.Numbers("weights") : [];

    static Tensor Weights(GoldenCase golden, TestStep step) =>
        golden.Has("weights") ? step.Input([golden.Numbers("weights").Length], Floats(golden.Numbers("weights"))) : default;

    static void Near(double[] expected, IEnumerable<double> actual)
    {
        Assert.Equal(expected.Length, actual.Count());
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }
}
