using System.Globalization;
using Unroll.Data;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Runs;
using Unroll.Training;

namespace Unroll.Studies.Tasks.NextValue;

/// <summary>Values of a run: the first ones are learned, the last ones are the test. A window of the test may reach back into the training part.</summary>
public sealed class SeriesData : TaskData
{
    readonly SeriesConfiguration _configuration;
    readonly string _description;
    readonly double[] _values;
    readonly float[] _scaled;
    readonly int _window, _testStart;

    SeriesData(SeriesConfiguration configuration, string description, double[] values, IReadOnlyList<string> remarks, int testStart,
        FeatureScaler scaler)
        : base(configuration)
    {
        Remarks = remarks;
        (_configuration, _description, _values, _window, _testStart, Scaler) = (configuration, description, values, configuration.Window, testStart, scaler);
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

    /// <summary>The values before the test.</summary>
    internal ReadOnlySpan<double> Learned => _values.AsSpan(0, _testStart);

    /// <summary>The value before each of the test: the naive forecast.</summary>
    public double[] Previous => _values[(_testStart - 1)..^1];

    /// <summary>Reads a series.</summary>
    /// <param name="configuration">What the run is made from.</param>
    /// <param name="scaler">The scaler of a trained model; null to fit one on the training part.</param>
    /// <exception cref="InputException">The file cannot be read, or has too few values.</exception>
    internal static SeriesData Load(SeriesConfiguration configuration, FeatureScaler? scaler = null)
    {
        (string name, double[] values, IReadOnlyList<string> remarks) = SeriesFile.Read(configuration.Data, configuration.Column, configuration.Format);
        int testStart = TestStart(configuration, values.Length);
        if (testStart <= configuration.Window || testStart >= values.Length)
            throw new InputException(
                $"{configuration.Data}: {values.Length} values, of which {testStart} are for training, are too few: a window of {configuration.Window} needs "
                + $"{configuration.Window + 1} for training and 1 for the test");
        scaler ??= FeatureScaler.Fit(configuration.Scaler, [name], values.AsSpan(0, testStart));
        return new SeriesData(configuration, $"{configuration.Data}, {name}", values, remarks, testStart, scaler);
    }

    /// <summary>Another series for a trained model: of its test the beginning that the model has learned is left out.</summary>
    /// <param name="run">What the model was made from.</param>
    /// <param name="path">The file.</param>
    /// <param name="scaler">The model's scaler.</param>
    /// <exception cref="InputException">The file cannot be read, has too few values, or none that the model has not learned.</exception>
    internal static SeriesData LoadOther(SeriesConfiguration run, string path, FeatureScaler scaler)
    {
        SeriesConfiguration other = run with { Data = path, Format = run.Format with { IsOfAnother = true } };
        SeriesData data = Load(other, scaler);
        if (LearnedValues.Of(run) is not { } learned)
            return data.From(data._testStart, $"the values that the model has learned are not known, as its own file is not what it was; those that are among "
                + $"the test of {path} count and flatter");
        bool[] known = [.. Enumerable.Range(data._testStart, data.Test.Length).Select(place => learned.Holds(data._values, place))];
        int first = known.TakeWhile(one => one).Count(), later = known.Skip(first).Count(one => one);
        if (first == known.Length)
            throw new InputException($"{path}: the model has learned all {first:N0} values of the test; a file with others, such as later ones, is needed");
        if (first > 0)
            data = data.From(data._testStart + first, string.Create(CultureInfo.InvariantCulture,
                $"{path}: the first {first:N0} values of the test are left out, as the model has learned them"));
        return later == 0 ? data : data.From(data._testStart, string.Create(CultureInfo.InvariantCulture,
            $"{path}: the model has learned {later:N0} of the {data.Test.Length:N0} values of the test; the metrics count them and flatter"));
    }

    /// <summary>Where the test of so many values begins.</summary>
    internal static int TestStart(SeriesConfiguration configuration, int values) => TimeSplit.ByShare(values, configuration.TrainingShare).TestStart;

    /// <summary>The same with another test, and what to say of it.</summary>
    SeriesData From(int testStart, string remark) => new(_configuration, _description, _values, [.. Remarks, remark], testStart, Scaler);

    /// <summary>Writes the window before a value of the test.</summary>
    internal void WriteTestWindow(int index, Span<float> window) => _scaled.AsSpan(_testStart + index - _window, _window).CopyTo(window);
}
