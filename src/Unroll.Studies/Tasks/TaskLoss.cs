using Unroll.Losses;

namespace Unroll.Studies.Tasks;

/// <summary>The loss of a task, by its name.</summary>
static class TaskLoss
{
    const string CrossEntropy = "categorical_crossentropy";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names => LossCatalogue.Losses.Names;

    /// <summary>Whether it is the cross-entropy of classes.</summary>
    public static bool IsCrossEntropy(string name) => name == CrossEntropy;

    /// <summary>A loss of values, such as prices.</summary>
    public static Loss OfValues(string name) => LossCatalogue.Losses.Create(name);

    /// <summary>A loss of probabilities against class ids.</summary>
    public static Loss OfClasses(string name) => IsCrossEntropy(name) ? new SparseCategoricalCrossentropy() : new OneHotLoss(LossCatalogue.Losses.Create(name));
}
