using Unroll.Forecasting.Heads;
using Unroll.Forecasting.Networks;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Naming;

namespace Unroll.Forecasting;

/// <summary>The networks and heads that a file may hold, by name.</summary>
static class ForecastRegistry
{
    public static Registry<Func<ConfigurationReader, ForecastNetwork>> Networks { get; } = new("network",
        ("recurrent", options => new RecurrentNetwork([.. options.List("layers")
            .Select((layer, place) => LayerRegistry.Default.Read(layer, $"{options.Source}: layer {place + 1}"))])),
        ("dilated", options => new DilatedNetwork(options.Integer("units"), options.Integers("dilations"))
        {
            Cell = Enum.Parse<RecurrentCell>(options.Text("cell")),
            Dropout = options.Single("dropout"),
        }),
        ("encoder_decoder", options => new EncoderDecoderNetwork(options.Integer("units"))
        {
            Cell = Enum.Parse<RecurrentCell>(options.Text("cell")),
            UseAttention = options.Flag("attention", true),
            Dropout = options.Single("dropout"),
        }),
        ("segments", options => new SegmentNetwork(options.Integer("segment"), options.Integer("units")) { Dropout = options.Single("dropout") }));

    public static Registry<Func<ConfigurationReader, ForecastHead>> Heads { get; } = new("head",
        ("value", options => new ValueHead(options.Has("loss") ? LossRegistry.Read(options.Object("loss"), options.Source) : null)),
        ("quantiles", options => new QuantileHead([.. options.OptionalNumbers("quantiles")!.Select(quantile => (float)quantile)])),
        ("normal", _ => new NormalHead()),
        ("student_t", _ => new StudentTHead()),
        ("negative_binomial", options => new NegativeBinomialHead { Level = options.Number("level") }));
}
