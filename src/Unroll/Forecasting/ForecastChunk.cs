using Unroll.Forecasting.Heads;

namespace Unroll.Forecasting;

/// <summary>What the network gives at once: the head's numbers for each value of a frame's horizon, and the way from them to the unit of each target.</summary>
/// <param name="frame">What is forecast.</param>
/// <param name="head">Reads the numbers.</param>
/// <param name="outputs">The network's numbers: parameter by parameter, step by step, target by target.</param>
/// <param name="scales">From these numbers to those of each target.</param>
sealed class ForecastChunk(ForecastFrame frame, ForecastHead head, ReadOnlySpan<float> outputs, (double Offset, double Scale)[] scales)
{
    readonly float[] _outputs = outputs.ToArray();

    /// <summary>Reads a number of one value from the head's numbers.</summary>
    public delegate double Reader(ReadOnlySpan<double> outputs);

    /// <summary>A number of each value of all targets, target by target.</summary>
    public double[][] Read(Reader read) => [.. Enumerable.Range(0, frame.Targets.Count).Select(target => Read(target, read))];

    /// <summary>A number of each value of a target, in the target's unit.</summary>
    public double[] Read(int target, Reader read)
    {
        double[] values = new double[frame.Horizon];
        Span<double> numbers = new double[head.Parameters];
        for (int step = 0; step < values.Length; step++)
        {
            for (int parameter = 0; parameter < numbers.Length; parameter++)
                numbers[parameter] = _outputs[(((parameter * frame.Horizon) + step) * frame.Targets.Count) + target];
            values[step] = (read(numbers) * scales[target].Scale) + scales[target].Offset;
        }

        return values;
    }
}
