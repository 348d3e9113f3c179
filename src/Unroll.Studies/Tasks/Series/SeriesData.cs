using System.Globalization;
using Unroll.Data;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Runs;
using Unroll.Training;

namespace Unroll.Studies.Tasks.Series;

/// <summary>Values of a run: the first ones are learned, the last ones are the test. A window of the test may reach back into the training part.</summary>
public sealed class SeriesData : TaskData
{
    readonly string _description;
    readonly double[] _values;
    readonly float[] _scaled;
    readonly int _window, _testStart;

    SeriesData(SeriesConfiguration configuration, string description, double[] values, IReadOnlyList<string> remarks, int testStart,
        FeatureScaler scaler)
        : base(configuration)
    {
        Remarks = remarks;
        (_description, _values, _window, _testStart, Scaler) = (description, values, configuration.Window, testStart, scaler);
        _scaled = scaler.Scale(values);
    }

    /// <summary>The numbers by which values are scaled.</summary>
    public FeatureScaler Scaler { get; }

    /// <inheritdoc/>
    public override DataSet Training => new PriceWindowData(_scaled, 1, [0], _window, _window, _testStart - _window);

    /// <inheritdoc/>
    public override DataSet? HeldOut => new PriceWindowData(_scaled, 1, [0], _window, _testStart, Test.Length);

    /// <inheritdoc/>
    public override string Description =>
        string.Create(CultureInfo.InvariantCulture, $"{_description}: {_values.Length:N0} values, the last {Test.Length:N0} are the test");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks { get; }

    /// <inheritdoc/>
    public override string Unit => "values";

    /// <summary>The values of the test.</summary>
    public double[] Test => _values[_testStart..];

    /// <summary>The values before those of the test: the naive forecast.</summary>
    public double[] Previous => _values[(_testStart - 1)..^1];

    /// <summary>Reads a series.</summary>
    /// <param name="configuration">What the run is made from.</param>
    /// <param name="scaler">The scaler of a trained model; null to fit one on the training part.</param>
    /// <exception cref="InputException">The file cannot be read, or has too few values.</exception>
    internal static SeriesData Load(SeriesConfiguration configuration, FeatureScaler? scaler = null)
    {
        (string name, double[] values, IReadOnlyList<string> remarks) = SeriesFile.Read(configuration.Data, configuration.Column, configuration.Format);
        int testStart = TimeSplit.ByShare(values.Length, configuration.TrainingShare).TestStart;
        if (testStart <= configuration.Window || testStart >= values.Length)
            throw new InputException(
                $"{configuration.Data}: {values.Length} values, of which {testStart} are for training, are too few: a window of {configuration.Window} needs "
                + $"{configuration.Window + 1} for training and 1 for the test");
        scaler ??= FeatureScaler.Fit(configuration.Scaler, [name], values.AsSpan(0, testStart));
        return new SeriesData(configuration, $"{configuration.Data}, {name}", values, remarks, testStart, scaler);
    }

    /// <summary>Writes the window before a value of the test.</summary>
    internal void WriteTestWindow(int index, Span<float> window) => _scaled.AsSpan(_testStart + index - _window, _window).CopyTo(window);
}
