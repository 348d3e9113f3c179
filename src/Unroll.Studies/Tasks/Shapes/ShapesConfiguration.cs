using System.Text.Json.Serialization;
using Unroll.Studies.Data;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Problems;

namespace Unroll.Studies.Tasks;

/// <summary>A run of the shapes task: one of the shapes that recurrent networks have, with the accuracy that it must reach (study E2).</summary>
public sealed record ShapesConfiguration : RunConfiguration
{
    /// <summary>One layer of 128 units.</summary>
    public ShapesConfiguration() => (Units, Epochs) = (128, 5);

    /// <summary>The defaults of a shape: the loss goes with it.</summary>
    public static ShapesConfiguration For(ShapeKind shape) => shape == ShapeKind.OneToMany
        ? new ShapesConfiguration { Shape = shape, Loss = "mean_squared_error" }
        : new ShapesConfiguration { Shape = shape };

    /// <inheritdoc/>
    public override string Task => "shapes";

    /// <summary>The shape.</summary>
    public ShapeKind Shape { get; set; } = ShapeKind.ManyToOne;

    /// <summary>Of the shapes with digits: "mnist", "synthetic", or a folder with the four files of MNIST.</summary>
    public string Data { get; set; } = "mnist";

    /// <summary>Pictures or sequences to learn from; null for all pictures, or 20,000 sequences.</summary>
    public int? Samples { get; set; }

    /// <summary>Steps of a sequence.</summary>
    public int Length { get; set; } = 10;

    /// <summary>Epochs of the model that reads what one-to-many wrote; study E1's.</summary>
    public int ReaderEpochs { get; set; } = 20;

    /// <inheritdoc/>
    [JsonIgnore]
    public override DataKind Kind => DataKind.Digits;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> DataNames => HasDigits ? [Data] : [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Figures => Shape == ShapeKind.OneToMany ? ["loss"] : base.Figures;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string ModelDescription => Shape == ShapeKind.OneToOne ? $"dense {Units}" : base.ModelDescription;

    /// <summary>The accuracy that the shape must reach.</summary>
    [JsonIgnore]
    public double Floor => Shape switch { ShapeKind.OneToOne or ShapeKind.ManyToOne => 0.97, ShapeKind.OneToMany => 0.95, _ => 0.99 };

    bool HasDigits => Shape is ShapeKind.OneToOne or ShapeKind.OneToMany or ShapeKind.ManyToOne;

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        ConfigurationCheck.Within("--length", Length, 100_000);
        ConfigurationCheck.Within("--reader-epochs", ReaderEpochs, int.MaxValue);
        if (Samples is { } samples)
            ConfigurationCheck.Within("--samples", samples, 10_000_000);
        if (Shape == ShapeKind.OneToMany && TaskLoss.IsCrossEntropy(Loss))
            throw new InputException($"--loss {Loss}: one_to_many writes pictures, which are values; use mean_squared_error");
    }

    /// <inheritdoc/>
    public override TaskData Load()
    {
        if (!HasDigits)
            return new ShapeSequences(this, CreateProblem());
        DigitData digits = DigitData.Load(Data);
        if (Samples is { } samples)
            digits = digits with { Training = digits.Training.First(samples) };
        return Shape == ShapeKind.OneToMany ? new ShapePictures(this, digits) : new ShapeDigits(this, digits);
    }

    internal override TaskRun CreateRun(IReadOnlyDictionary<string, string> metadata, string path, int workers)
    {
        if (!HasDigits)
            return new SequencesRun(this, CreateProblem(), steps: 1, workers);
        (int rows, int columns) = DigitsRun.ReadSize(metadata, path);
        return new ShapeRun(this, rows, columns, steps: 1, workers);
    }

    SequenceProblem CreateProblem() => Shape == ShapeKind.Reversal ? new ReversalProblem(Length) : new ParityProblem(Length);
}
