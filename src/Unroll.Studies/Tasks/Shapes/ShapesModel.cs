using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tasks.Digits;
using Unroll.Studies.Tasks.Sequences;
using Unroll.Tensors;

namespace Unroll.Studies.Tasks.Shapes;

/// <summary>A model of a shape.</summary>
public sealed class ShapesModel : TrainedModel<ShapesData>
{
    readonly ShapesConfiguration _configuration;
    readonly PictureSize? _size;

    internal ShapesModel(ShapesConfiguration configuration, PictureSize? size, ModelSetup setup)
        : base(configuration, Build(configuration, size, setup), setup.Workers) =>
        (_configuration, _size) = (configuration, size);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Metadata => _size?.Metadata ?? base.Metadata;

    /// <inheritdoc/>
    public override (string Invitation, string Command) NextStep(string run) => ("Measure it again", $"unroll evaluate {run}");

    private protected override Predictions PredictFrom(PredictionInput input, CancellationToken cancellationToken) =>
        throw new InputException("predict: the task shapes is measured only, by 'unroll evaluate'; to read digits of yours use 'unroll train digits'");

    /// <inheritdoc/>
    protected override ShapesData Reload() => ShapesData.Load(_configuration);

    /// <inheritdoc/>
    protected override ShapesData Load(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        string given = string.Join(' ', names);
        if (!_configuration.HasDigits)
            throw new SettingException("data", given, "the sequences of this shape are drawn; there is nothing to read");
        return names.Count == 1
            ? ShapesData.Load(_configuration with { Data = names[0] })
            : throw new SettingException("data", given, "one data set or folder is expected");
    }

    /// <summary>The accuracy beside the one that the shape must reach.</summary>
    internal override Evaluation Measure(ShapesData data, CancellationToken cancellationToken)
    {
        List<MetricValue> metrics = Losses(data.HeldOut!, data.HeldOutBatchSize, cancellationToken);
        ShapeAccuracy accuracy = data.Accuracy(this, cancellationToken);
        return new Evaluation([.. metrics.Where(metric => metric.Name == "loss"), new MetricValue("accuracy", accuracy.Value),
            new MetricValue("floor", _configuration.Floor),
            new MetricValue("overFloor", accuracy.Value >= _configuration.Floor ? 1 : 0)])
        { Tables = accuracy.Tables, Confusion = accuracy.Confusion };
    }

    internal override EvaluationOutline Outline(ShapesData data) => new(["loss", "accuracy", "floor", "overFloor"], data.Tables);

    internal override IReadOnlyDictionary<string, string> Explain(ShapesData data, CancellationToken cancellationToken) =>
        data.Explain(this, cancellationToken);

    static Model Build(ShapesConfiguration configuration, PictureSize? size, ModelSetup setup)
    {
        if (size is null)
            return SequencesModel.Build(configuration, configuration.CreateProblem(), setup, []);
        if (configuration.Shape == ShapeKind.OneToMany)
            return RecurrentStack.Build(configuration, setup, [new RepeatVector(size.Rows)], everyStep: true, new Dense(size.Columns, Activation.Sigmoid),
                TaskLoss.OfValues(configuration.Loss), [], new Shape(DigitSet.Classes));
        var output = new Dense(DigitSet.Classes, Activation.Softmax);
        Loss loss = TaskLoss.OfClasses(configuration.Loss);
        var sample = new Shape(size.Rows, size.Columns);
        return configuration.Shape == ShapeKind.ManyToOne
            ? RecurrentStack.Build(configuration, setup, [], everyStep: false, output, loss, [Metric.Accuracy], sample)
            : setup.Compile(new Sequential(new Flatten(), new Dense(configuration.Units, Activation.Relu), output) { Seed = configuration.Seed }, loss,
                Metric.Accuracy).Build(sample);
    }
}
