using System.Globalization;
using Unroll.Data;
using Unroll.Forecasting;
using Unroll.Randomness;
using Unroll.Studies.Data.Csv;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Data.TimeSeries;
using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Digits;
using Unroll.Studies.Tasks.Forecasts;
using Unroll.Studies.Tasks.Memory;
using Unroll.Studies.Tasks.Sequences;
using Unroll.Studies.Tasks.Shapes;
using Unroll.Studies.Tasks.Smoothing;
using Unroll.Studies.Tasks.Stocks;
using Unroll.Studies.Tasks.Text;
using Unroll.Studies.Tasks.Tweets;
using Unroll.Studies.Tests.Data.Digits;
using Unroll.Studies.Tests.Data.Tweets;
using Unroll.Studies.Tests.Tasks.Tweets;

namespace Unroll.Studies.Tests.Tasks;

/// <summary>Small configurations of every task, each setting drawn at random, with data that train in milliseconds.</summary>
sealed class RandomConfigurations
{
    static readonly string[] s_classLosses =
        ["categorical_crossentropy", "sparse_categorical_crossentropy", "categorical_crossentropy:label_smoothing=0.1", "mse", "kl_divergence"];
    static readonly string[] s_valueLosses = ["mean_squared_error", "mae", "huber:delta=0.3", "log_cosh"];

    static readonly string[] s_optimizers =
    [
        "sgd", "sgd:momentum=0.9,nesterov=true", "adagrad", "adadelta", "rmsprop:momentum=0.5,centered=true", "adam", "amsgrad", "adamw:weight_decay=0.01",
            "adamax", "nadam", "muon:exclude_layers=dense",
        "adam:use_ema=true,ema_momentum=0.9", "sgd:use_ema=true,ema_overwrite_frequency=3", "adam:clipnorm=0.5", "rmsprop:clipvalue=0.1",
    ];

    static readonly string[] s_schedules =
        ["constant", "cosine", "cosine_restarts", "exponential:decay_steps=5,decay_rate=0.8", "inverse_time", "one_cycle:pct_start=0.2",
            "piecewise_constant", "polynomial:power=2", "constant:warmup_steps=3"];

    static readonly string[] s_callbacks =
    [
        "early_stopping:monitor=loss,patience=1", "early_stopping:monitor=loss,patience=0,restore_best_weights=true", "model_checkpoint:save_freq=3",
            "csv_logger", "terminate_on_nan",
    ];

    static readonly string[] s_rateCallbacks =
        ["reduce_lr_on_plateau:monitor=loss,patience=0,factor=0.5,min_delta=1", "learning_rate_scheduler:after=0,factor=0.9"];

    readonly RandomStream _random;
    readonly string _text, _prices, _digits, _tweets, _encoder, _writer;

    /// <param name="folder">Where the data are written.</param>
    /// <param name="seed">The same seed draws the same configurations.</param>
    public RandomConfigurations(string folder, long seed)
    {
        _random = new RandomStream(RandomKey.FromSeed(seed));
        _text = Path.Combine(folder, "text.txt");
        File.WriteAllText(_text,
            string.Concat(Enumerable.Range(0, 12).Select(i => $"The quick {(char)('a' + (i * 7 % 26))}{(char)('α' + (i % 5))} jumps over the lazy dog.\n")));
        _prices = Path.Combine(folder, "prices.csv");
        File.WriteAllText(_prices, "Date,Open,High,Low,Close,Volume\n" + string.Concat(SyntheticPrices.Create(1, 90)[0].Days.Select(day =>
            string.Create(CultureInfo.InvariantCulture, $"{day.Date:yyyy-MM-dd},{day.Open:F4},{day.High:F4},{day.Low:F4},{day.Close:F4},{day.Volume}\n"))));
        _tweets = Path.Combine(folder, "tweets.csv");
        File.WriteAllText(_tweets, SmallTweets.Csv(60));
        _encoder = SmallBert.Write(Path.Combine(folder, "bert"));
        _writer = SmallT5.Write(Path.Combine(folder, "t5"));
        _digits = Directory.CreateDirectory(Path.Combine(folder, "digits")).FullName;
        Digits("train", 40);
        Digits("t10k", 10);
    }

    public RunConfiguration Next(string task)
    {
        RunConfiguration configuration = task switch
        {
            "text" => new TextConfiguration
            {
                Data = _text, LowerCase = Flag(), Mode = OneOf(TextMode.Stream, TextMode.Window), Window = Between(2, 12), Input =
                    OneOf(Enum.GetValues<CharacterInput>()),
                EmbeddingUnits = Between(1, 6), ValidationShare = OneOf(0, 0.1, 0.3), Limit = OneOf<int?>(null, 300), Passages = Between(0, 2),
                ContinuationLength = 5,
                Primes = OneOf<string[]>([], ["The "]), Temperature = OneOf(0f, 0.7f),
            },
            "memory" => new MemoryConfiguration { Data = _text, Window = Between(1, 4), Words = OneOf<string[]>(["quick", "jumps"], ["quick"]) },
            "stocks" => new StocksConfiguration
            {
                Data = [_prices], Window = Between(1, 8), TrainingShare = OneOf(0.6, 0.8),
                Scaler = OneOf(SeriesScaling.MinMax, SeriesScaling.Standard), Share = OneOf<string[]>([], ["prices"]), Format = Format(),
            },
            "digits" => new DigitsConfiguration { Data = _digits },
            "tweets" => new TweetsConfiguration
            {
                Data = _tweets, MaxTokens = Between(3, 12), Vocabulary = Between(30, 90), EmbeddingUnits = Between(1, 6), Bidirectional = Flag(),
                ClassWeights = OneOf(Enum.GetValues<ClassWeighting>()),
                Split = new TweetSplit
                {
                    MinimumWords = OneOf<int?>(null, 2), TestShare = OneOf(0.1, 0.3), ValidationShare = OneOf(0, 0.2), Seed = Between(0, 9),
                },
            },
            "forecast" => Forecast(),
            "smoothing" => new SmoothingConfiguration
            {
                Data = [_prices], Columns = new SeriesColumns { Time = SeriesColumns.NoTimes, Targets = ["Close"] }, Format = Format(),
                Horizon = OneOf(1, 3), Seasons = OneOf<int[]>([], [5], [5, 2]), Window = Between(1, 9), Dilations = OneOf<int[]>([1], [1, 2], [1, 2, 4]),
                BlockLayers = Between(1, 2), Members = Between(1, 2), CalibrationOrigins = OneOf(0, 2), Interval = OneOf<double>(50, 95),
            },
            "sequences" => SequencesConfiguration.For(OneOf([.. SequencesConfiguration.Problems])) with
            {
                Length = Between(4, 8),
                Items = Between(1, 3),
                Symbols = Between(2, 4),
                Samples = Between(10, 60),
                TestSamples = 8,
            },
            _ => ShapesConfiguration.For(OneOf(Enum.GetValues<ShapeKind>())) with
            {
                Data = _digits,
                Samples = Between(10, 30),
                Length = Between(2, 6),
                ReaderEpochs = 1
            },
        };
        bool ofValues = configuration is StocksConfiguration or ForecastConfiguration
            or SequencesConfiguration { Problem: "adding" } or ShapesConfiguration { Shape: ShapeKind.OneToMany };
        string optimizer = OneOf(s_optimizers), schedule = OneOf(s_schedules);
        string[] callbacks = schedule == "constant" ? [.. s_callbacks, .. s_rateCallbacks] : s_callbacks;
        (int layers, float dropout) = (Between(1, 2), OneOf(0, 0.3f));
        if (configuration is TextConfiguration { Mode: TextMode.Stream } text && layers == 2)
            text.SkipConnections = Flag();
        if (configuration is TextConfiguration cut)
        {
            cut.Tokens = OneOf(Enum.GetValues<TextTokens>());
            // A text has fewer words than characters.
            if (cut.Tokens != TextTokens.Characters)
                (cut.Limit, cut.Window, cut.ValidationShare) = (null, Math.Min(cut.Window, 4), Math.Max(0.3, cut.ValidationShare));
        }

        if (configuration is TweetsConfiguration tweets)
        {
            (tweets.Encoder, tweets.FreezeEncoder, tweets.EncoderRate, tweets.Model) = Between(0, 3) switch
            {
                0 => (_encoder, Flag(), OneOf(0.05, 1), TweetModelKind.Classifier),
                1 => ("", false, 1, TweetModelKind.T5),
                2 => (_writer, false, 1, TweetModelKind.T5),
                _ => ("", false, 1, TweetModelKind.Classifier),
            };
        }

        RunConfiguration drawn = Drawn(configuration, layers, dropout, ofValues, optimizer, schedule, callbacks);

        return drawn switch
        {
            ForecastConfiguration forecast => Suited(forecast),
            SmoothingConfiguration => Plain(drawn) with { Cell = "lstm", Layers = 1, Dropout = 0, Loss = "quantile" },

            // A T5 has no recurrent layers, and one loss.
            TweetsConfiguration { Model: TweetModelKind.T5 } => Plain(drawn) with { Loss = OneOf([.. s_classLosses.Take(3)]) },
            _ => drawn,
        };
    }

    /// <summary>Without what only recurrent layers of the usual form have.</summary>
    static RunConfiguration Plain(RunConfiguration run) =>
        run with { Zoneout = 0, ZoneoutCell = 0, InputDropout = 0, RecurrentDropout = 0, LockedDropout = false };

    ForecastConfiguration Forecast()
    {
        int horizon = OneOf(1, 3);
        return new ForecastConfiguration
        {
            Data = [_prices],
            Columns = new SeriesColumns { Time = SeriesColumns.NoTimes, Targets = OneOf<string[]>(["Close"], ["High", "Low"]), Past = OneOf<string[]>([], ["Volume"]) },
            Horizon = horizon, Window = OneOf(3, 6, 9), Test = OneOf<int?>(null, 9), Validation = OneOf(0, 6), Stride = OneOf(1, 2),
            Season = OneOf<int?>(null, 5), IdentityUnits = OneOf(0, 2), Scaler = OneOf(Enum.GetValues<SeriesScaling>()),
            WindowScaler = OneOf(Enum.GetValues<WindowScaling>()), Network = OneOf(Enum.GetValues<NetworkKind>()), Segment = horizon, Dilations = [1, 3],
            Format = Format(),
        };
    }

    /// <summary>The networks of their own form have a few of the settings; quantiles and distributions have a loss of their own.</summary>
    ForecastConfiguration Suited(ForecastConfiguration run)
    {
        (double[] quantiles, double? interval, DistributionKind? distribution) = OneOf<(double[], double?, DistributionKind?)>(
            ([], null, null), ([0.1, 0.5, 0.9], null, null), ([], 80, null), ([], null, DistributionKind.Normal), ([], null, DistributionKind.StudentT));
        run = run with { Quantiles = quantiles, Interval = interval, Distribution = distribution };
        if (quantiles.Length > 0 || interval is not null || distribution is not null)
            run = run with { Loss = "mean_squared_error" };
        else if (run.Stride == 2 && run.Columns.Past.Count == 0 && run.Network != NetworkKind.Segments)
            run = run with { OutputChunkLength = 1 };
        if (run.Network == NetworkKind.Recurrent)
            return run;
        bool isSegments = run.Network == NetworkKind.Segments;
        return run with
        {
            Cell = isSegments ? "gru" : OneOf("gru", "lstm", "simple_rnn"),
            Units = 2 * run.Units,
            Layers = 1,
            InputDropout = 0,
            RecurrentDropout = 0,
            Zoneout = 0,
            ZoneoutCell = 0,
            LockedDropout = false,
            Columns = isSegments ? run.Columns with { Past = [] } : run.Columns,
        };
    }

    RunConfiguration Drawn(
        RunConfiguration configuration, int layers, float dropout, bool ofValues, string optimizer, string schedule, string[] callbacks)
    {
        string cell = OneOf([.. RecurrentStack.Cells]);
        return configuration with
        {
            Cell = cell,
            Zoneout = OneOf(0, 0.2f),
            ZoneoutCell = RecurrentStack.HasCellState(cell) ? OneOf(0, 0.2f) : 0,
            Units = Between(1, 9),
            Layers = layers,
            Dropout = dropout,
            InputDropout = OneOf(0, 0.2f),
            RecurrentDropout = OneOf(0, 0.2f),
            LockedDropout = dropout > 0 && Flag(),
            Loss = OneOf(ofValues ? s_valueLosses : s_classLosses),
            Optimizer = optimizer,
            Schedule = schedule,
            LearningRate =
                OneOf<float?>(null, 0.003f, 0.05f, 1e4f),
            Clip = OneOf<float?>(null, 1, 0.01f),
            Callbacks = [.. callbacks.Where(_ => _random.NextDouble() < 0.25)],
            Batch = Between(1, 20),
            Epochs =
                Between(1, 3),
            Steps = OneOf<long?>(null, Between(1, 30)),
            Seed = Between(-1_000_000_000, 1_000_000_000),
            OnNaN = OneOf("stop", "skip"),
        };
    }

    /// <summary>A whole number from least to most, both included.</summary>
    public int Between(int least, int most) => least + (int)(_random.NextDouble() * (most - least + 1.0));

    TableFormat Format() => new()
    {
        Encoding = OneOf("auto", "utf-8"), Separator = OneOf(FieldSeparator.Auto, FieldSeparator.Comma), Decimal = OneOf(DecimalSign.Auto, DecimalSign.Point),
        DateOrder = OneOf(Enum.GetValues<DateOrder>()),
    };

    bool Flag() => Between(0, 1) == 1;

    T OneOf<T>(params T[] values) => values[Between(0, values.Length - 1)];

    void Digits(string part, int count)
    {
        byte[] pixels = new byte[count * 6 * 5], labels = new byte[count];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)Between(0, 255);
        for (int i = 0; i < count; i++)
            labels[i] = (byte)(i % 10);
        File.WriteAllBytes(Path.Combine(_digits, part + "-images-idx3-ubyte"), IdxSample.Pictures(count, 6, 5, pixels));
        File.WriteAllBytes(Path.Combine(_digits, part + "-labels-idx1-ubyte"), IdxSample.Labels(labels));
    }
}
