using System.Text.Json.Nodes;
using Unroll.Autograd;
using Unroll.Kernels.Losses;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>
/// The pinball loss (Koenker and Bassett, 1978): for each quantile τ, τ·(y − p) where the prediction lies below the target and (1 − τ)·(p − y) elsewhere, the
/// mean over the quantiles and the outputs of a row. Its least is where a share τ of the targets lies below the prediction of τ.
/// </summary>
/// <remarks>Of n targets and k quantiles there are n·k predictions: n for the first quantile, then n for the second one, and so on.</remarks>
public sealed class QuantileLoss : Loss
{
    readonly float[] _quantiles;

    /// <summary>The loss of some quantiles.</summary>
    /// <param name="quantiles">The quantiles, each above 0 and below 1, in rising order; none for the median.</param>
    /// <exception cref="ArgumentException">A quantile is not above 0 and below 1, or not above the one before it.</exception>
    public QuantileLoss(params float[] quantiles)
    {
        ArgumentNullException.ThrowIfNull(quantiles);
        _quantiles = quantiles.Length == 0 ? [0.5f] : [.. quantiles];
        for (int i = 0; i < _quantiles.Length; i++)
            if (!(_quantiles[i] > (i == 0 ? 0 : _quantiles[i - 1]) && _quantiles[i] < 1))
                throw new ArgumentException($"quantiles[{i}] is {_quantiles[i]}; quantiles lie above 0 and below 1, each above the one before it.",
                    nameof(quantiles));
    }

    /// <summary>The quantiles, in rising order.</summary>
    public IReadOnlyList<float> Quantiles => _quantiles;

    /// <inheritdoc/>
    public override string Name => "quantile";

    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">There are not as many predictions as targets and quantiles together.</exception>
    public override Tensor Forward(Tape tape, Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        int outputs = targets.IsIds ? 0 : targets.Shape.Last;
        if (targets.IsIds || outputs * _quantiles.Length != predictions.Shape.Last || targets.Shape.Rows != predictions.Shape.Rows)
            throw new ShapeMismatchException(Name, $"targets of which predictions {predictions.Shape} have {_quantiles.Length} quantiles", targets.Shape,
                nameof(targets));
        Tensor sum = Of(0);
        for (int quantile = 1; quantile < _quantiles.Length; quantile++)
            sum = tape.Add(sum, Of(quantile));
        return _quantiles.Length == 1 ? sum : tape.Scale(sum, 1f / _quantiles.Length);

        Tensor Of(int quantile)
        {
            Tensor own = _quantiles.Length == 1 ? predictions : tape.Slice(predictions, quantile * outputs, outputs);
            return tape.ElementLoss(new QuantileError(_quantiles[quantile]), own, targets, isMean: true);
        }
    }

    private protected override void WriteOptions(JsonObject options) =>
        options["quantiles"] = new JsonArray([.. _quantiles.Select(quantile => JsonValue.Create((double)quantile))]);
}
