using Unroll.Randomness;

namespace Unroll.Operations;

/// <summary>
/// Zoneout of a recurrence (Krueger et al., 2016): in training each unit of the state keeps its value with a probability, drawn for every row and step; outside
/// of it the new state and the one before are averaged with that weight. The cell itself sees neither: of an LSTM h is made from the new c.
/// </summary>
/// <param name="Hidden">The probability that a unit of h is kept, in [0, 1]; 0 for none.</param>
/// <param name="Cell">The same of an LSTM's c.</param>
/// <param name="IsTraining">Whether units are drawn.</param>
/// <param name="Key">Which ones.</param>
public readonly record struct Zoneout(float Hidden, float Cell = 0, bool IsTraining = false, RandomKey Key = default)
{
    const ulong HiddenDomain = 0, CellDomain = 1;

    internal RandomKey HiddenKey => Key.Derive(HiddenDomain);

    internal RandomKey CellKey => Key.Derive(CellDomain);

    internal bool IsNone => Hidden == 0 && Cell == 0;

    internal void Check(string operation, bool hasCell, string parameter)
    {
        if (!(Hidden is >= 0 and <= 1 && Cell is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(parameter, this, $"{operation}: the rates of zoneout lie between 0 and 1.");
        if (Cell > 0 && !hasCell)
            throw new ArgumentException($"{operation}: only an LSTM has a cell state that zoneout can keep.", parameter);
    }
}
