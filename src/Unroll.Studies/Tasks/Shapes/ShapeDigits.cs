using System.Globalization;
using Unroll.Data;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks.Digits;

namespace Unroll.Studies.Tasks.Shapes;

/// <summary>One-to-one and many-to-one: pictures of digits and what they show.</summary>
sealed class ShapeDigits(ShapesConfiguration configuration, DigitData digits) : ShapesData(configuration)
{
    public override DataSet Training => new DigitRowData(digits.Training);

    public override DataSet? HeldOut => new DigitRowData(digits.Test);

    public override string Description =>
        string.Create(CultureInfo.InvariantCulture, $"{digits.Description}: {digits.Training.Count:N0} pictures, {digits.Test.Count:N0} for the test");

    public override IReadOnlyList<string> Remarks => digits.Remarks;

    public override bool IsSynthetic => digits.IsSynthetic;

    public override string Unit => "pictures";

    public override PictureSize Size => new(digits.Training.Rows, digits.Training.Columns);

    internal override ShapeAccuracy Accuracy(TrainedModel model, CancellationToken cancellationToken) => new(
        model.Losses(HeldOut!, HeldOutBatchSize, cancellationToken).First(metric => metric.Name == "accuracy").Value,
        DigitConfusion.Of(model, digits.Test, cancellationToken));

    internal override IReadOnlyDictionary<string, string> Explain(TrainedModel model, CancellationToken cancellationToken) =>
        DigitsInsight.Look(model, digits.Test, cancellationToken).ToFile();
}
