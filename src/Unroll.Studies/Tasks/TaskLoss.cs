using Unroll.Losses;
using Unroll.Naming;

namespace Unroll.Studies.Tasks;

/// <summary>The loss of a task, by its name.</summary>
static class TaskLoss
{
    const string CrossEntropy = "categorical_crossentropy";

    static readonly Catalogue<Loss> s_losses = new("loss",
        (CrossEntropy, () => new CategoricalCrossentropy()),
        ("mean_squared_error", () => new MeanSquaredError()));

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names => s_losses.Names;

    /// <summary>Whether it is the cross-entropy of classes.</summary>
    public static bool IsCrossEntropy(string name) => name == CrossEntropy;

    /// <summary>A loss of values, such as prices.</summary>
    public static Loss OfValues(string name) => s_losses.Create(name);

    /// <summary>A loss of probabilities against class ids.</summary>
    public static Loss OfClasses(string name) => IsCrossEntropy(name) ? new SparseCategoricalCrossentropy() : new OneHotLoss(s_losses.Create(name));
}
