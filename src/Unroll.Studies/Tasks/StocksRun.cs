using System.Text.Json;
using System.Text.Json.Serialization;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Naming;
using Unroll.Studies.Data.Prices;
using Unroll.Tensors;

namespace Unroll.Studies.Tasks;

/// <summary>A model of the stocks task: it predicts the next day's closing prices.</summary>
public sealed class StocksRun : TaskRun
{
    const string ScalerKey = "unroll.scaler";

    readonly StocksConfiguration _configuration;

    internal StocksRun(StocksConfiguration configuration, FeatureScaler scaler, long steps, int workers)
        : base(configuration, Build(configuration, scaler, steps), workers) => (_configuration, Scaler) = (configuration, scaler);

    /// <summary>The numbers of the training part by which prices are scaled.</summary>
    public FeatureScaler Scaler { get; }

    /// <summary>Prices that the model has not seen, all of them test but the first window.</summary>
    /// <exception cref="InputException">They are of other shares, or too few.</exception>
    public override TaskData Load(IReadOnlyList<string> data)
    {
        AlignedPrices prices = PriceData.Load(data);
        return new StocksData(_configuration, prices, new PriceSeries(prices, _configuration.Window, Scaler));
    }

    /// <inheritdoc/>
    public override PredictionTable Predict(PredictionInput input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        AlignedPrices prices = PriceData.Load(input.FilesOnly(_configuration.Task) is { Count: > 0 } files ? files : _configuration.Data);
        float[] outputs = ModelOutputs.Of(this, 1, (_, window) => Scaler.LastWindow(prices, _configuration.Window).CopyTo(window), cancellation);
        string lastDay = prices.Dates[^1].ToString("yyyy-MM-dd");
        return new PredictionTable(["share", "lastDay", "lastClose", "nextClose", "change"],
            [.. prices.Shares.Select((share, place) =>
            {
                double last = prices.Close(prices.Dates.Count - 1, place), next = Scaler.Restore(outputs[place], prices.CloseColumns[place]);
                return (object[])[share, lastDay, last, next, next - last];
            })], prices.Remarks)
        { IsSynthetic = prices.IsSynthetic };
    }

    internal static IReadOnlyDictionary<string, string> Metadata(FeatureScaler scaler) =>
        new Dictionary<string, string> { [ScalerKey] = JsonSerializer.Serialize(scaler, StocksJson.Default.FeatureScaler) };

    internal static FeatureScaler ReadScaler(IReadOnlyDictionary<string, string> metadata, string path)
    {
        if (!metadata.TryGetValue(ScalerKey, out string? json))
            throw new InvalidDataException($"{path}: the file holds no scaler; it is not a checkpoint of a stocks run");
        FeatureScaler? scaler = null;
        try
        {
            using JsonDocument document = StrictJson.Parse(json);
            scaler = document.RootElement.Deserialize(StocksJson.Default.FeatureScaler);
        }
        catch (JsonException)
        {
        }

        return scaler is { Features.Count: var count and > 0, Offsets.Count: var offsets, Scales.Count: var scales }
            && count % AlignedPrices.FeaturesOfAShare == 0 && (offsets, scales) == (count, count) && !scaler.Features.Contains(null) && !scaler.Scales.Contains(0) && Enum.IsDefined(scaler.Kind)
            ? scaler
            : throw new InvalidDataException($"{path}: the scaler in the metadata cannot be read; use another checkpoint");
    }

    static Model Build(StocksConfiguration configuration, FeatureScaler scaler, long steps)
    {
        int features = scaler.Features.Count;
        return RecurrentStack.Build(configuration, [], everyStep: false, new Dense(features / AlignedPrices.FeaturesOfAShare), TaskLoss.OfValues(configuration.Loss), [],
            new Shape(configuration.Window, features), steps);
    }
}

[JsonSerializable(typeof(FeatureScaler))]
sealed partial class StocksJson : JsonSerializerContext;
