using Unroll.Studies.Data.Digits;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks.Digits;

namespace Unroll.Studies.Tasks.Shapes;

/// <summary>Data of a shape, which know how its accuracy is measured.</summary>
public abstract class ShapesData(ShapesConfiguration configuration) : TaskData(configuration)
{
    /// <summary>The size of the pictures; null where there are none.</summary>
    public virtual PictureSize? Size => null;

    /// <summary>The data of a run.</summary>
    internal static ShapesData Load(ShapesConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (!configuration.HasDigits)
            return new ShapeSequences(configuration, configuration.CreateProblem());
        DigitData digits = DigitData.Load(configuration.Data);
        if (configuration.Samples is { } samples)
            digits = digits with { Training = digits.Training.First(samples) };
        return configuration.Shape == ShapeKind.OneToMany ? new ShapePictures(configuration, digits) : new ShapeDigits(configuration, digits);
    }

    /// <summary>The tables of <see cref="Accuracy"/>.</summary>
    internal virtual IReadOnlyList<string> Tables => [];

    /// <summary>What a report shows of the model, by file name in the run folder.</summary>
    internal abstract IReadOnlyDictionary<string, string> Explain(TrainedModel model, CancellationToken cancellationToken);

    /// <summary>The accuracy on the test part.</summary>
    internal abstract ShapeAccuracy Accuracy(TrainedModel model, CancellationToken cancellationToken);
}
