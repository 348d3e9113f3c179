using System.Globalization;
using System.Text;

namespace Unroll.Training;

/// <summary>The figures of a run, epoch by epoch.</summary>
public sealed class History
{
    readonly List<EpochLog> _epochs = [];

    /// <summary>The epochs so far.</summary>
    public IReadOnlyList<EpochLog> Epochs => _epochs;

    /// <summary>One figure of all epochs: "loss", "val_accuracy" …</summary>
    /// <exception cref="KeyNotFoundException">No epoch has it.</exception>
    public IReadOnlyList<double> this[string name] => _epochs.Exists(epoch => epoch.Values.ContainsKey(name))
        ? [.. _epochs.Select(epoch => epoch.Values.TryGetValue(name, out double value) ? value : double.NaN)]
        : throw new KeyNotFoundException($"There is no figure '{name}'; there are: {string.Join(", ", Names)}.");

    /// <summary>The figures that any epoch has, in the order of their first appearance.</summary>
    public IReadOnlyList<string> Names => [.. _epochs.SelectMany(epoch => epoch.Values.Keys).Distinct()];

    /// <summary>The history as CSV with a head line: epoch, steps, seconds, then the figures with all digits.</summary>
    public string ToCsv()
    {
        IReadOnlyList<string> names = Names;
        var text = new StringBuilder().AppendJoin(',', names.Prepend("seconds").Prepend("steps").Prepend("epoch")).Append('\n');
        foreach (EpochLog epoch in _epochs)
        {
            text.Append(CultureInfo.InvariantCulture, $"{epoch.Epoch},{epoch.Steps},{epoch.Seconds:F3}");
            foreach (string name in names)
                text.Append(',').Append(epoch.Values.TryGetValue(name, out double value) ? value.ToString("R", CultureInfo.InvariantCulture) : "");
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A line an epoch.</summary>
    public override string ToString() => string.Join('\n', _epochs.Select(epoch =>
        $"epoch {epoch.Epoch}: " + string.Join(" - ", epoch.Values.Select(value => $"{value.Key}: {FigureFormat.Of(value.Value)}"))));

    internal void Add(EpochLog epoch) => _epochs.Add(epoch);

    internal void Clear() => _epochs.Clear();
}
