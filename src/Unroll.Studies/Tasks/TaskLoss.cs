using Unroll.Losses;

namespace Unroll.Studies.Tasks;

/// <summary>The loss of a task, by its name.</summary>
static class TaskLoss
{
    const string Sparse = "sparse_categorical_crossentropy";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names => LossCatalogue.Losses.Names;

    /// <summary>The long name of a loss, also by its short one.</summary>
    public static string LongName(string name) => LossCatalogue.Losses.TryCreate(name, out Loss? loss) ? loss.Name : name;

    /// <summary>Whether it is the cross-entropy of classes; a task has one form of its targets, so both names are right.</summary>
    public static bool IsCrossEntropy(string name) => name is "categorical_crossentropy" or Sparse;

    /// <summary>Whether it can compare values, such as prices.</summary>
    public static bool ComparesValues(string name) => name != Sparse;

    /// <summary>A loss of values, such as prices.</summary>
    public static Loss OfValues(string name) => LossCatalogue.Losses.Create(name);

    /// <summary>A loss of probabilities against class ids.</summary>
    public static Loss OfClasses(string name) => IsCrossEntropy(name) ? new SparseCategoricalCrossentropy() : new OneHotLoss(LossCatalogue.Losses.Create(name));
}
