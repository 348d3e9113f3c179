using Unroll.Forecasting.Heads;
using Unroll.Forecasting.Networks;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tasks.Forecasts;

/// <summary>The networks and heads that configurations ask for.</summary>
static class NetworkKinds
{
    /// <summary>What each network of its own form does not have.</summary>
    static readonly (string Name, Func<ForecastConfiguration, bool> IsSet)[] s_recurrentOnly =
    [
        ("inputDropout", run => run.InputDropout > 0), ("recurrentDropout", run => run.RecurrentDropout > 0), ("zoneout", run => run.Zoneout > 0),
        ("zoneoutCell", run => run.ZoneoutCell > 0), ("lockedDropout", run => run.LockedDropout), ("layers", run => run.Layers > 1),
    ];

    /// <summary>Requires settings that the network has.</summary>
    /// <exception cref="SettingException">It has no such setting.</exception>
    public static void Check(ForecastConfiguration configuration)
    {
        if (configuration.Network == NetworkKind.Recurrent)
            return;
        foreach ((string name, Func<ForecastConfiguration, bool> isSet) in s_recurrentOnly)
            if (isSet(configuration))
                throw new SettingException(name, ": only the network recurrent has it");
        if (configuration.Network == NetworkKind.Segments && configuration.Cell != "gru")
            throw new SettingException("cell", configuration.Cell, "the network segments has a gru");
        if (configuration.Network == NetworkKind.Segments && configuration.Units % 2 != 0)
            throw new SettingException("units", configuration.Units, "the network segments has an even number of units");
        _ = Cell(configuration);
    }

    /// <summary>The network, not built yet.</summary>
    public static ForecastNetwork Create(ForecastConfiguration configuration) => configuration.Network switch
    {
        NetworkKind.Segments => new SegmentNetwork(configuration.Segment, configuration.Units) { Seed = configuration.Seed, Dropout = configuration.Dropout },
        NetworkKind.EncoderDecoder => new EncoderDecoderNetwork(configuration.Units)
        {
            Seed = configuration.Seed, Cell = Cell(configuration), Dropout = configuration.Dropout,
        },
        NetworkKind.Dilated => new DilatedNetwork(configuration.Units, [.. configuration.Dilations])
        {
            Seed = configuration.Seed, Cell = Cell(configuration), Dropout = configuration.Dropout,
        },
        _ => new RecurrentNetwork(RecurrentStack.Layers(configuration, everyStep: false, hasSkips: false)) { Seed = configuration.Seed },
    };

    /// <summary>The head.</summary>
    public static ForecastHead Head(ForecastConfiguration configuration) => configuration.Distribution switch
    {
        DistributionKind.Normal => new NormalHead(),
        DistributionKind.StudentT => new StudentTHead(),
        DistributionKind.NegativeBinomial => new NegativeBinomialHead(),
        _ when configuration.Quantiles.Count > 0 => new QuantileHead([.. configuration.Quantiles.Select(quantile => (float)quantile)]),
        _ when configuration.Interval is { } percent => QuantileHead.OfInterval(percent / 100),
        _ => new ValueHead(TaskLoss.OfValues(configuration.Loss)),
    };

    static RecurrentCell Cell(ForecastConfiguration configuration) => configuration.Cell switch
    {
        "gru" => RecurrentCell.Gru,
        "lstm" => RecurrentCell.Lstm,
        "simple_rnn" => RecurrentCell.SimpleRnn,
        _ => throw new SettingException("cell", configuration.Cell, "gru, lstm or simple_rnn; the network recurrent has the others, too"),
    };
}
