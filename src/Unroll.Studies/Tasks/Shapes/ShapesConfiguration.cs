using Unroll.Studies.Data;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Problems;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tasks.Shapes;

/// <summary>What a run of the shapes task is made from.</summary>
public sealed record ShapesConfiguration : RunConfiguration
{
    /// <summary>One layer of 128 units.</summary>
    public ShapesConfiguration() => (Units, Epochs) = (128, 5);

    /// <summary>The defaults of a shape.</summary>
    public static ShapesConfiguration For(ShapeKind shape)
    {
        var configuration = new ShapesConfiguration { Shape = shape };
        configuration.SuitData();
        return configuration;
    }

    /// <inheritdoc/>
    public override string Task => ShapesTask.Definition.Name;

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
    public override DataKind? Kind => DataKind.Digits;

    /// <inheritdoc/>
    public override IReadOnlyList<string> DataNames => HasDigits ? [Data] : [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Metrics => Shape == ShapeKind.OneToMany ? ["loss"] : base.Metrics;

    /// <inheritdoc/>
    public override string ModelDescription => Shape == ShapeKind.OneToOne ? $"dense {Units}" : base.ModelDescription;

    /// <summary>The accuracy that the shape must reach.</summary>
    public double Floor => Shape switch { ShapeKind.OneToOne or ShapeKind.ManyToOne => 0.97, ShapeKind.OneToMany => 0.95, _ => 0.99 };

    /// <summary>Whether the shape is trained on pictures of digits.</summary>
    internal bool HasDigits => Shape is ShapeKind.OneToOne or ShapeKind.OneToMany or ShapeKind.ManyToOne;

    /// <inheritdoc/>
    public override IReadOnlyList<FileIdentity> IdentifyData() => HasDigits ? [.. DigitData.Locate(Data).Select(FileIdentity.Of)] : [];

    /// <inheritdoc/>
    protected override IEnumerable<Setting> TaskSettings =>
    [
        new Setting<ShapeKind>("shape",
            SettingKind.Name(("one_to_one", ShapeKind.OneToOne), ("one_to_many", ShapeKind.OneToMany), ("many_to_one", ShapeKind.ManyToOne),
            ("reversal", ShapeKind.Reversal), ("parity", ShapeKind.Parity)), () => Shape, value => Shape = value,
            "one_to_one, one_to_many, many_to_one (digits), reversal or parity (sequences)") { Group = SettingGroup.Data },
        Text("data", SettingKind.Text("NAME|FOLDER"), () => Data, value => Data = value,
            "of the shapes with digits: mnist (is downloaded), synthetic (drawn by unroll), or a folder with the four files of MNIST", SettingGroup.Data),
        Number("samples", SettingKind.Optional(SettingKind.Count(10_000_000)), () => Samples, value => Samples = value,
            "how many pictures or sequences to learn from; where none is given, all pictures, or 20000 sequences", SettingGroup.Data),
        Number("length", SettingKind.Count(100_000), () => Length, value => Length = value, "steps of a sequence", SettingGroup.Data),
        Number("readerEpochs", SettingKind.Count(), () => ReaderEpochs, value => ReaderEpochs = value,
            "epochs of the model that reads back what one_to_many wrote"),
    ];

    /// <summary>The loss goes with the shape.</summary>
    public override void SuitData() => Loss = Shape == ShapeKind.OneToMany ? "mean_squared_error" : "categorical_crossentropy";

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        if (Shape == ShapeKind.OneToMany && TaskLoss.IsCrossEntropy(Loss))
            throw new SettingException("loss", Loss, "one_to_many writes pictures, which are values; use mean_squared_error");
    }

    /// <summary>The problem of a shape with sequences.</summary>
    internal SequenceProblem CreateProblem() => Shape == ShapeKind.Reversal ? new ReversalProblem(Length) : new ParityProblem(Length);

    /// <inheritdoc/>
    public override PreparedRun Prepare(RunOptions options, CancellationToken cancellationToken = default) =>
        PreparedRun.From(ShapesTask.Definition, this, options, cancellationToken);

    internal override TrainedModel Open(RunMetadata metadata, int workers) => ShapesTask.Definition.Open(this, metadata, new ModelSetup(null, workers));
}
