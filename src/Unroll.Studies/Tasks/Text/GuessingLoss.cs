using System.Globalization;

namespace Unroll.Studies.Tasks.Text;

/// <summary>
/// A loss beside that of a model that knows nothing, ln n for n symbols. A trained model is worse where something is amiss, such as a state that saturates as
/// it is carried through the text.
/// </summary>
static class GuessingLoss
{
    /// <summary>What to say of the cross-entropy of the held-out part; null where it is better than guessing.</summary>
    /// <param name="loss">Nats a symbol.</param>
    /// <param name="symbols">The size of the vocabulary.</param>
    /// <param name="unit">What the symbols are: characters.</param>
    /// <param name="coldWindows">The same of windows that begin with an empty state; null where it was not measured.</param>
    public static string? Remark(double loss, int symbols, string unit, double? coldWindows = null)
    {
        double guessing = Math.Log(symbols);
        if (!(loss > guessing))
            return null;
        string remark = string.Create(CultureInfo.InvariantCulture,
            $"the loss of the held-out part, {loss:F4}, is worse than {guessing:F4}, that of guessing all {symbols:N0} {unit} alike");
        return coldWindows < guessing
            ? string.Create(CultureInfo.InvariantCulture,
                $"{remark}; windows that begin with an empty state have {coldWindows:F4}, so it is the state that runs away as it is carried through the text")
            : remark;
    }
}
