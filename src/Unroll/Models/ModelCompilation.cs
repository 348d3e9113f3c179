using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Optimizers;

namespace Unroll.Models;

/// <summary>Compile on a model; it returns the model under its own type: <c>Sequential model = new Sequential(…).Compile(…)</c>.</summary>
public static class ModelCompilation
{
    /// <summary>Sets how the model is trained and measured; returns it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">Changes the weights.</param>
    /// <param name="loss">The objective that training minimizes.</param>
    /// <param name="metrics">What is reported beside the loss.</param>
    /// <exception cref="ArgumentException">
    /// The loss cannot measure what a stack ends with: a softmax of one output, a cross-entropy of linear outputs …; the message says what would be right.
    /// </exception>
    public static TModel Compile<TModel>(this TModel model, Optimizer optimizer, Loss loss, params Metric[] metrics) where TModel : Model
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        model.Set(optimizer, loss, metrics);
        return model;
    }

    /// <summary>Sets how the model is measured, where it is not trained; returns it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="loss">The loss that evaluation reports.</param>
    /// <param name="metrics">What is reported beside the loss.</param>
    /// <exception cref="ArgumentException">
    /// The loss cannot measure what a stack ends with: a softmax of one output, a cross-entropy of linear outputs …; the message says what would be right.
    /// </exception>
    public static TModel Compile<TModel>(this TModel model, Loss loss, params Metric[] metrics) where TModel : Model
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Set(null, loss, metrics);
        return model;
    }
}
