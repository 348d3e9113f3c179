using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Studies.Data.Digits;
using Unroll.Tensors;

namespace Unroll.Studies.Tasks;

/// <summary>A model of a shape with digits.</summary>
public sealed class ShapeRun : TaskRun
{
    internal ShapeRun(ShapesConfiguration configuration, int rows, int columns, long steps, int workers)
        : base(configuration, Build(configuration, rows, columns, steps), workers)
    {
    }

    /// <inheritdoc/>
    public override TaskData Load(IReadOnlyList<string> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Count == 1
            ? ((ShapesConfiguration)Configuration with { Data = data[0] }).Load()
            : throw new InputException($"--data {string.Join(' ', data)}: one data set or folder is expected");
    }

    /// <inheritdoc/>
    public override PredictionTable Predict(PredictionInput input, CancellationToken cancellation) =>
        throw new InputException("predict: the task shapes is measured only, by 'unroll evaluate'; to read digits of yours use 'unroll train digits'");

    static Model Build(ShapesConfiguration configuration, int rows, int columns, long steps)
    {
        if (configuration.Shape == ShapeKind.OneToMany)
            return RecurrentStack.Build(configuration, [new RepeatVector(rows)], everyStep: true, new Dense(columns, Activation.Sigmoid), TaskLoss.OfValues(configuration.Loss), [],
                new Shape(DigitSet.Classes), steps);
        var output = new Dense(DigitSet.Classes, Activation.Softmax);
        Loss loss = TaskLoss.OfClasses(configuration.Loss);
        var sample = new Shape(rows, columns);
        return configuration.Shape == ShapeKind.ManyToOne
            ? RecurrentStack.Build(configuration, [], everyStep: false, output, loss, [Metric.Accuracy], sample, steps)
            : new Sequential(new Flatten(), new Dense(configuration.Units, Activation.Relu), output) { Seed = configuration.Seed }
                .Compile(TrainingChoices.Optimizer(configuration, steps), loss, Metric.Accuracy).Build(sample);
    }
}
