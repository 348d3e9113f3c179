using Unroll.Metrics;
using Unroll.Studies.Runs;
using Unroll.Studies.Statistics;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Tasks.Tweets;

/// <summary>What is said of how tweets were classified.</summary>
static class TweetMetrics
{
    /// <summary>The macro F1 score of an epoch.</summary>
    public const string EpochF1 = "macro_f1";

    /// <summary>Of an epoch of a T5, the share of the tokens of the answers that are right after the right ones.</summary>
    public const string TokenAccuracy = "token_accuracy";

    public const string ConfusionFile = "confusion.csv", SharesFile = "confusion-normalized.csv", ClassesFile = "classes.csv";

    static readonly string[] s_ofClass = ["precision", "recall", "f1"];

    static readonly string[] s_ofAll =
    [
        "accuracyLow", "accuracyHigh", "macroPrecision", "macroRecall", "weightedPrecision", "weightedRecall", "weightedF1", "majorityAccuracy",
        "majorityMacroF1", "majorityWeightedF1",
    ];

    /// <summary>The names of <see cref="Of"/>.</summary>
    public static IEnumerable<string> Names => s_ofAll.Concat(TweetsData.Classes.SelectMany(name => s_ofClass.Select(metric => $"{metric}.{name}")));

    /// <summary>The names of <see cref="OfAnswers"/>.</summary>
    public static IReadOnlyList<string> AnswerNames { get; } = ["accuracy", "macroF1", "otherAnswers"];

    /// <summary>What a classifier measures in its epochs, the accuracy and macro F1, of whole answers; and the share of those that are no class.</summary>
    public static IEnumerable<MetricValue> OfAnswers(ConfusionMatrix confusion)
    {
        double others = Enumerable.Range(0, confusion.Classes).Sum(truth => confusion.Others(truth));
        double[] values = [confusion.Accuracy, new ClassificationReport(confusion).MacroAverage.F1, others / confusion.Total];
        return AnswerNames.Zip(values, (name, value) => new MetricValue(name, value));
    }

    /// <summary>The metrics beside loss, accuracy and macro F1; "majority" are those of a model that says the most frequent class of every tweet.</summary>
    public static IEnumerable<MetricValue> Of(ConfusionMatrix confusion)
    {
        var report = new ClassificationReport(confusion);
        double right = Enumerable.Range(0, confusion.Classes).Sum(place => confusion[place, place]);
        (double low, double high) = ShareInterval.Wilson((long)right, (long)confusion.Total);
        ConfusionMatrix majority = Majority(confusion);
        var constant = new ClassificationReport(majority);
        double[] values =
        [
            low, high, report.MacroAverage.Precision, report.MacroAverage.Recall, report.WeightedAverage.Precision, report.WeightedAverage.Recall,
            report.WeightedAverage.F1, majority.Accuracy, constant.MacroAverage.F1,
            constant.WeightedAverage.F1,
        ];
        return
        [
            .. s_ofAll.Zip(values, (name, value) => new MetricValue(name, value)),
            .. report.Classes.SelectMany(row => s_ofClass.Zip([row.Precision, row.Recall, row.F1], (name, value) => new MetricValue(name, value, row.Label))),
        ];
    }

    /// <summary>The confusion matrix as counts and as shares of its rows, and the report of the classes, by file.</summary>
    /// <param name="confusion">The counts.</param>
    /// <param name="hasOthers">Whether there is a column for what is none of the classes.</param>
    public static Dictionary<string, Table> Tables(ConfusionMatrix confusion, bool hasOthers)
    {
        double[,] shares = confusion.Normalize(ConfusionNormalization.True);
        return new()
        {
            [ConfusionFile] = Matrix((truth, predicted) => (int)confusion[truth, predicted], truth => (int)confusion.Others(truth)),
            [SharesFile] = Matrix((truth, predicted) => shares[truth, predicted], truth => confusion.Others(truth, ConfusionNormalization.True)),
            [ClassesFile] = ClassTable.Of(confusion),
        };

        Table Matrix(Func<int, int, Cell> cell, Func<int, Cell> other) => new(
            [Column.Text("class"), .. confusion.Labels.Concat(hasOthers ? [TweetReadings.Other] : []).Select(label => Column.Number($"read as {label}"))],
            [.. confusion.Labels.Select((label, truth) => (Cell[])
                [label, .. Enumerable.Range(0, confusion.Classes).Select(predicted => cell(truth, predicted)), .. hasOthers ? (Cell[])[other(truth)] : []])]);
    }

    static ConfusionMatrix Majority(ConfusionMatrix confusion)
    {
        int[] classes = [.. Enumerable.Range(0, confusion.Classes)];
        double[] counts = [.. classes.Select(truth => confusion.Counts(truth).Support)];
        int most = Array.IndexOf(counts, counts.Max());
        return ConfusionMatrix.Create(classes, [.. classes.Select(_ => most)], [.. confusion.Labels], counts);
    }
}
