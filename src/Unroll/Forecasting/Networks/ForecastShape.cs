namespace Unroll.Forecasting.Networks;

/// <summary>What a network is given beside the window, and what it has to give.</summary>
/// <param name="Horizon">Steps that are forecast.</param>
/// <param name="Targets">Columns that are forecast; they are the first features of a step of the window.</param>
/// <param name="Parameters">Numbers that the head needs for each value.</param>
/// <param name="Past">Columns of which only the past is known: the features after the targets; after them a feature for each column with gaps.</param>
/// <param name="KnownWidth">Numbers of a step that are known ahead: the last features of a step of the window, and side input 0 over the horizon.</param>
/// <param name="Statics">Numbers that describe the series; the side input after that.</param>
/// <param name="Identities">Series of the training.</param>
/// <param name="IdentityUnits">Numbers that are learned for each series, whose id is the last side input; 0 for none.</param>
public sealed record ForecastShape(int Horizon, int Targets, int Parameters, int Past, int KnownWidth, int Statics, int Identities, int IdentityUnits)
{
    /// <summary>All numbers of a forecast: the first parameter of every value, step by step, then the second one, and so on.</summary>
    public int Outputs => Horizon * Targets * Parameters;
}
