using Unroll.Autograd;
using Unroll.Forecasting;
using Unroll.Forecasting.Networks;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Tests.Forecasting.Networks;

/// <summary>docs/forecasting.md: a network of one's own.</summary>
public sealed class OwnNetworkExampleTests
{
    [Fact]
    public void Example_IsFittedSavedAndLoaded()
    {
        var frame = new ForecastFrame(24, 12) { Known = ["holiday"] };
        Series series = Series.Of([.. Enumerable.Range(0, 240).Select(step => Math.Sin(step * Math.PI / 6))]).With("holiday", new double[252]);
        var forecaster = new Forecaster(frame, new SeasonAndChange(8) { Seed = 1 });
        forecaster.Fit(series);
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "own.forecaster");
        forecaster.Save(path);
        double[] values = forecaster.Predict(series).Values();
        Assert.Equal(values, Forecaster.Load(path, new SeasonAndChange(8)).Predict(series).Values());
        Assert.All(values.Zip(series["value"][^12..].ToArray()), pair => Assert.Equal(pair.Second, pair.First, 0.5));
    }

    // <example>
    /// <summary>The last values of the window, as many as are forecast, and what a GRU learns to add to them.</summary>
    sealed class SeasonAndChange(int units) : ForecastNetwork
    {
        readonly Gru _reader = new(units);
        Dense? _change;

        // The name in files: Forecaster.Load(path, new SeasonAndChange(64)) reads one.
        public override string Name => "season_and_change";

        // Shape says what the network is given and what it has to give; the forecaster has set it before.
        protected override Shape BuildLayers(ModelBuilder builder, Shape input)
        {
            int description = BuildDescription(builder);
            builder.Add(_reader, input);
            return builder.Add(_change = new Dense(Shape.Outputs), [units + (Shape.Horizon * Shape.KnownWidth) + description]);
        }

        // Inside, time comes first: [window, batch, features], the targets before all other features. WithContext adds to a state what is known ahead and
        // what describes the series; Arrange makes rows of steps.
        public override Tensor Forward(LayerContext context, Tensor input)
        {
            Tape tape = context.Tape;
            Tensor season = tape.Slice(tape.SliceTime(input, input.Shape[0] - Shape.Horizon, Shape.Horizon), 0, Shape.Targets);
            Tensor change = _change!.Forward(context, WithContext(context, _reader.Forward(context, input)));
            return tape.Add(Arrange(tape, season), change);
        }
    }
    // </example>
}
