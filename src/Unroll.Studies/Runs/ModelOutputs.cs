using Unroll.Models;

namespace Unroll.Studies.Runs;

/// <summary>What a model gives for many samples: they are written a few hundred at a time, never all at once.</summary>
static class ModelOutputs
{
    const int Rows = 256;

    /// <summary>Writes the sample of a number.</summary>
    public delegate void SampleWriter(int index, Span<float> sample);

    /// <summary>The outputs one after another.</summary>
    /// <param name="model">The model; its samples have a known shape.</param>
    /// <param name="count">How many samples.</param>
    /// <param name="write">Writes one of them, [time, features].</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="NotFiniteNumberException">An output is NaN or infinite.</exception>
    public static float[] Of(TrainedModel model, int count, SampleWriter write, CancellationToken cancellationToken)
    {
        int length = model.Network.InputShape.Length, outputs = model.Network.OutputShape.Length;
        float[] all = new float[count * outputs], samples = new float[Math.Min(count, Rows) * length];
        using var session = new InferenceSession(model.Network, model.Workers);
        for (int first = 0; first < count; first += Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int rows = Math.Min(Rows, count - first);
            for (int row = 0; row < rows; row++)
                write(first + row, samples.AsSpan(row * length, length));
            session.Predict(samples.AsSpan(0, rows * length)).CopyTo(all, first * outputs);
        }

        return FiniteNumbers.OfPredictions(all);
    }
}
