using System.CommandLine;
using System.Globalization;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Commands;

/// <summary>The options of unroll train stocks.</summary>
sealed class StocksOptions() : TaskOptions(("", new StocksConfiguration()))
{
    static readonly StocksConfiguration s_default = new();
    static readonly Dictionary<string, ScalerKind> s_scalers = new() { ["min_max"] = ScalerKind.MinMax, ["standard"] = ScalerKind.Standard };

    readonly Option<string[]?> _data = CommonOptions.Several("--data", "NAME|FILE",
        "the prices: stocks (AAPL and GOOG), synthetic (a random walk drawn by unroll), or a CSV file a share, as Yahoo, Nasdaq or Stooq write them [stocks]");

    readonly Option<float?> _trainingShare = Numbers.Real("--training-share",
        string.Create(CultureInfo.InvariantCulture, $"the first days, which are learned; the others are the test [{s_default.TrainingShare}]"));

    readonly Option<string?> _scaler = CommonOptions.Text("--scaler", "NAME", "min_max or standard, from the training part [min_max]");
    readonly Option<int?> _window = Numbers.Whole("--window", $"days of a window [{s_default.Window}]");

    public override string Description => "trains a model that predicts tomorrow's closing prices";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("unroll train stocks --cell gru --epochs 20", "on the prices of AAPL and GOOG"),
        ("unroll train stocks --data MSFT.csv IBM.csv --loss mape", "on price files of yours, a file a share"),
        ("unroll train stocks --data synthetic", "on a random walk, which nobody can predict"),
    ];

    protected override Option[] DataOptions => [_data, _trainingShare, _scaler];

    protected override Option[] TrainingOptions => [_window];

    protected override RunConfiguration Start(ParseResult parsed) => new StocksConfiguration();

    protected override RunConfiguration Apply(ParseResult parsed, RunConfiguration start)
    {
        var stocks = (StocksConfiguration)start;
        return stocks with
        {
            Data = parsed.GetValue(_data) is { Length: > 0 } data ? data : stocks.Data,
            TrainingShare = parsed.GetValue(_trainingShare) is { } share ? Math.Round(share, 6) : stocks.TrainingShare,
            Scaler = Choice(parsed, _scaler, s_scalers, stocks.Scaler),
            Window = parsed.GetValue(_window) ?? stocks.Window,
        };
    }
}
