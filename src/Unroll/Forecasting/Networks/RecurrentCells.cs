using Unroll.Layers;

namespace Unroll.Forecasting.Networks;

/// <summary>Layers of a cell.</summary>
static class RecurrentCells
{
    public static RecurrentLayer Create(this RecurrentCell cell, int units, bool returnSequences) => cell switch
    {
        RecurrentCell.Gru => new Gru(units) { ReturnSequences = returnSequences },
        RecurrentCell.Lstm => new Lstm(units) { ReturnSequences = returnSequences },
        RecurrentCell.SimpleRnn => new SimpleRnn(units) { ReturnSequences = returnSequences },
        _ => throw new ArgumentOutOfRangeException(nameof(cell), cell, $"A network reads with {string.Join(", ", Enum.GetNames<RecurrentCell>())}."),
    };
}
