using Unroll.Metrics;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Data.Pictures;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Digits;

/// <summary>How often a model that reads pictures of digits reads each digit as which.</summary>
static class DigitConfusion
{
    public static ConfusionMatrix Of(TrainedModel model, DigitSet test, CancellationToken cancellationToken)
    {
        float[] outputs = Outputs(model, test, cancellationToken);
        int[] truth = [.. test.Labels.Select(label => (int)label)];
        int[] read = [.. Enumerable.Range(0, test.Count).Select(picture => ArgMax(outputs.AsSpan(picture * DigitSet.Classes, DigitSet.Classes)))];
        return ConfusionMatrix.Create(truth, read, [.. Enumerable.Range(0, DigitSet.Classes).Select(digit => $"{digit}")]);
    }

    /// <summary>The probabilities of the digits, picture by picture.</summary>
    public static float[] Outputs(TrainedModel model, DigitSet test, CancellationToken cancellationToken) =>
        ModelOutputs.Of(model, test.Count, (picture, sample) => GrayPicture.Scale(test.Picture(picture).Pixels.Span, sample), cancellationToken);

    /// <summary>The place of the largest value, the first of equal ones.</summary>
    public static int ArgMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
            if (values[i] > values[best])
                best = i;
        return best;
    }
}
