using Unroll.Losses;
using Unroll.Naming;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Runs;

/// <summary>The loss of a task, by its line: a name, and options such as <c>huber:delta=0.5</c>.</summary>
static class TaskLoss
{
    const string Sparse = "sparse_categorical_crossentropy";
    const string FromLogits = "from_logits";

    /// <summary>All names but those of distributions, of which a model gives several parameters: the task forecast has them by another setting.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. LossRegistry.Names.Where(name => LossRegistry.Create(name) is not LikelihoodLoss)];

    /// <summary>What is wrong with a spec; null where nothing is.</summary>
    public static string? Mistake(string spec)
    {
        if (NameKind.Unknown(TrainingSpecs.NameOf(spec), Names) is { } unknown)
            return unknown;
        try
        {
            if (LossRegistry.Create(spec) is QuantileLoss { Quantiles.Count: > 1 })
                return "the model predicts one value of each target; name one quantile, such as quantile:quantiles=0.9";
        }
        catch (Exception error) when (error is ArgumentException or InvalidDataException)
        {
            return TrainingSpecs.Reason(error);
        }

        return Spec.Parse(spec).Options.Has(FromLogits) ? $"the task decides what the model ends with; leave out {FromLogits}" : null;
    }

    /// <summary>The long name of a loss, also by its short one.</summary>
    public static string LongName(string line) =>
        TrainingSpecs.NameOf(line) is var name && Names.Contains(name) ? LossRegistry.Create(name).Name : name;

    /// <summary>Whether it is the cross-entropy of classes; a task has one form of its targets, so both names are right.</summary>
    public static bool IsCrossEntropy(string line) => TrainingSpecs.NameOf(line) is "categorical_crossentropy" or Sparse;

    /// <summary>Whether its metric is the entropy of what is predicted: smoothed targets have another.</summary>
    public static bool IsEntropy(string line) => IsCrossEntropy(line) && Smoothing(line) == 0;

    /// <summary>Whether it can compare values, such as prices.</summary>
    public static bool ComparesValues(string line) => TrainingSpecs.NameOf(line) != Sparse;

    /// <summary>A loss of values, such as prices.</summary>
    public static Loss OfValues(string line) => LossRegistry.Create(line);

    /// <summary>A loss of probabilities against class ids; of logits, if it is a cross-entropy and they are given.</summary>
    public static Loss OfClasses(string line, bool logits = false) => IsCrossEntropy(line)
        ? new SparseCategoricalCrossentropy { FromLogits = logits, LabelSmoothing = Smoothing(line) }
        : new OneHotLoss(LossRegistry.Create(line));

    static float Smoothing(string line) => LossRegistry.Create(line) switch
    {
        CategoricalCrossentropy loss => loss.LabelSmoothing,
        SparseCategoricalCrossentropy loss => loss.LabelSmoothing,
        _ => 0,
    };
}
