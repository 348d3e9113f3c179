using System.Globalization;

namespace Unroll.Studies.Runs;

/// <summary>What a model gives must be numbers: a metric or a class made from NaN would look like that of a bad model.</summary>
static class FiniteNumbers
{
    /// <summary>The predictions.</summary>
    /// <exception cref="NotFiniteNumberException">One of them is NaN or infinite.</exception>
    public static float[] OfPredictions(float[] predictions)
    {
        foreach (float prediction in predictions)
            if (!float.IsFinite(prediction))
                throw new NotFiniteNumberException("the model's predictions are not finite numbers", prediction);
        return predictions;
    }

    /// <summary>A loss on held-out data.</summary>
    /// <exception cref="NotFiniteNumberException">It is NaN or infinite.</exception>
    public static double OfLoss(double loss) => double.IsFinite(loss)
        ? loss
        : throw new NotFiniteNumberException(string.Create(CultureInfo.InvariantCulture,
            $"the model's loss on these data is {loss}, as its predictions are not finite numbers or too large"), loss);
}
