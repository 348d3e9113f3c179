using Unroll.Forecasting;
using Unroll.Forecasting.Heads;
using Unroll.Forecasting.Networks;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Stocks;

/// <summary>Tomorrow's closing prices from the days before (study B).</summary>
public sealed class StocksTask : TaskDefinition<StocksConfiguration, StocksData>
{
    StocksTask()
        : base("stocks", "trains a model that predicts tomorrow's closing prices")
    {
    }

    /// <summary>The task.</summary>
    public static StocksTask Definition { get; } = new();

    /// <inheritdoc/>
    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("unroll train stocks --cell gru --epochs 20", "on the prices of AAPL and GOOG"),
        ("unroll train stocks --data MSFT.csv IBM.csv --loss mape", "on price files of yours, one per share"),
        ("unroll train stocks --data synthetic", "on a random walk, which nobody can predict"),
    ];

    /// <inheritdoc/>
    protected internal override StocksData Load(StocksConfiguration configuration, RunMetadata? weights) => StocksData.Load(configuration);

    /// <inheritdoc/>
    protected internal override TrainedModel<StocksData> Create(StocksConfiguration configuration, StocksData data, ModelSetup setup)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(data);
        var network = new RecurrentNetwork(RecurrentStack.Layers(configuration, everyStep: false, hasSkips: false)) { Seed = configuration.Seed };
        var forecaster = new Forecaster(data.Frame, network, new ValueHead(TaskLoss.OfValues(configuration.Loss)), data.Scaler, step: null, [data.Name]);
        return new StocksModel(configuration, forecaster, data.TrainedUntil, setup);
    }

    /// <inheritdoc/>
    protected internal override TrainedModel<StocksData> Open(StocksConfiguration configuration, RunMetadata metadata, ModelSetup setup) =>
        new StocksModel(configuration, StocksModel.ReadForecaster(metadata), StocksModel.ReadTrainedUntil(metadata), setup);
}
