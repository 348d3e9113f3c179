using Unroll.Data;
using Unroll.Models;
using Unroll.Tensors;

namespace Unroll.Training;

/// <summary>Predict on a model.</summary>
public static class ModelPrediction
{
    /// <summary>
    /// Predicts for samples in arrays of any dimension: <c>model.Predict(x)</c>, or <c>model.Predict(words, prices)</c> for a model that reads several inputs.
    /// </summary>
    /// <param name="model">A built model.</param>
    /// <param name="inputs">The main input, then the side inputs, each with the same number of samples.</param>
    /// <returns>The outputs with their shape.</returns>
    /// <exception cref="ArgumentException">The samples are not what the model reads.</exception>
    public static Prediction Predict(this Model model, params ReadOnlySpan<Samples> inputs)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Session.Predict(inputs);
    }

    /// <summary>Predicts class ids: the class of the largest output or, where there is a single output, 1 if it is above ½.</summary>
    /// <param name="model">A built classifier.</param>
    /// <param name="inputs">The main input, then the side inputs, each with the same number of samples.</param>
    /// <returns>One id per sample or, where the output is a sequence, one per time step of each sample.</returns>
    /// <exception cref="ArgumentException">The samples are not what the model reads.</exception>
    public static int[] PredictClasses(this Model model, params ReadOnlySpan<Samples> inputs)
    {
        float[] outputs = model.Predict(inputs);
        int classes = model.OutputShape.Last;
        int[] ids = new int[outputs.Length / classes];
        for (int row = 0; row < ids.Length; row++)
            ids[row] = classes == 1 ? (outputs[row] > 0.5f ? 1 : 0) : ArgMax.Find(outputs.AsSpan(row * classes, classes));
        return ids;
    }
}
