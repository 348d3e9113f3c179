using Unroll.Tensors;

namespace Unroll.Data;

/// <summary>Consecutive samples of other data: a side of a validation split.</summary>
sealed class SampleRange(SampleData data, int first, int count) : SampleData
{
    public override int Count => count;

    public override Shape SampleShape => data.SampleShape;

    public override Shape TargetShape => data.TargetShape;

    public override bool InputsAreIds => data.InputsAreIds;

    public override bool TargetsAreIds => data.TargetsAreIds;

    protected override void Write(int sample, BatchRow row) => data.WriteTo(row, first + sample);
}
