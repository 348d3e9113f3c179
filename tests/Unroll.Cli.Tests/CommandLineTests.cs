namespace Unroll.Cli.Tests;

public sealed class CommandLineTests : IDisposable
{
    readonly CliFixture _cli = new();

    [Theory]
    [InlineData("'trian' is unknown; known are train, generate, evaluate, predict, summary, study, data, bench; did you mean 'train'?", "trian")]
    [InlineData("train: a command is missing; there are text", "train")]
    [InlineData("train: 'txt' is unknown; known are text, memory, stocks, digits, sequences, shapes; did you mean 'text'?", "train", "txt")]
    [InlineData("did you mean '--units'?", "train", "text", "--unis", "3")]
    [InlineData("'--zzz' is unknown; known are --data, --lower-case, --limit", "train", "text", "--zzz")]
    [InlineData("'more' is one argument too many", "train", "text", "more")]
    [InlineData("--units needs a value", "train", "text", "--units")]
    [InlineData("--units is given 2 times", "train", "text", "--units", "3", "--units", "4")]
    [InlineData("--units x: a whole number is expected", "train", "text", "--units", "x")]
    [InlineData("--units 1.5: a whole number is expected", "train", "text", "--units", "1.5")]
    [InlineData("--dropout 0,5: a number such as 0.1 is expected", "train", "text", "--dropout", "0,5")]
    [InlineData("--out is empty", "train", "text", "--out", "")]
    [InlineData("--data is empty", "train", "text", "--data", " ")]
    [InlineData("--config is empty", "train", "text", "--config", "")]
    [InlineData("--resume is empty", "train", "text", "--resume", "")]
    [InlineData("@nowhere: there is no such file", "train", "text", "--data", "@nowhere")]
    [InlineData("--units -3: at least 1", "train", "text", "--units", "-3")]
    [InlineData("--units 1000000: at most 16384", "train", "text", "--units", "1000000")]
    [InlineData("--layers 1000000000: at most 64", "train", "text", "--layers", "1000000000")]
    [InlineData("--batch 0: at least 1", "train", "text", "--batch", "0")]
    [InlineData("--layers -1: at least 1", "train", "text", "--layers", "-1")]
    [InlineData("--dropout 1: a rate lies between 0 and 1", "train", "text", "--dropout", "1")]
    [InlineData("--learning-rate 0: a learning rate is a number above 0", "train", "text", "--learning-rate", "0")]
    [InlineData("--max-seconds -1: a time limit is above 0", "train", "text", "--max-seconds", "-1")]
    [InlineData("--workers 0: at least 1", "train", "text", "--workers", "0")]
    [InlineData("--workers 100000: at most 1024", "train", "text", "--workers", "100000")]
    [InlineData("--workers 2000: at most 1024", "bench", "--workers", "1,2000")]
    [InlineData(".: is a folder; name a text file in it", "train", "text", "--data", ".")]
    [InlineData(".: is a folder; name the config.json of a run", "train", "text", "--config", ".")]
    [InlineData(".: is a folder; a study is a name", "study", "show", ".")]
    [InlineData("this version knows no option 'x'; there are none", "train", "text", "--callbacks", "terminate_on_nan:x=1")]
    [InlineData("--cell lsmt: unknown; known are lstm, gru, simple_rnn; did you mean 'lstm'?", "train", "text", "--cell", "lsmt")]
    [InlineData("--mode windw: unknown; known are stream, window; did you mean 'window'?", "train", "text", "--mode", "windw")]
    [InlineData("--input onehot: unknown; known are scalar, raw, one_hot, embedding; did you mean 'one_hot'?", "train", "text", "--input", "onehot")]
    [InlineData("--schedule cosin: unknown; known are constant, cosine, cosine_decay, cosine_restarts, cosine_decay_restarts, exponential, exponential_decay, inverse_time, inverse_time_decay, piecewise_constant, piecewise_constant_decay, polynomial, polynomial_decay; did you mean 'cosine'?", "train", "text", "--schedule", "cosin")]
    [InlineData("--schedule cosine:alhpa=0: cosine: this version knows no option 'alhpa'; known are alpha, decay_steps, warmup_steps; did you mean 'alpha'?", "train", "text", "--schedule", "cosine:alhpa=0")]
    [InlineData("--schedule polynomial:power=-1: Power is a finite number that is not negative", "train", "text", "--schedule", "polynomial:power=-1")]
    [InlineData("--loss mean_squared_eror: unknown; known are ", "train", "text", "--loss", "mean_squared_eror")]
    [InlineData("--loss sparse_categorical_crossentropy: it compares class ids, and prices are values", "train", "stocks", "--data", "synthetic", "--loss", "sparse_categorical_crossentropy")]
    [InlineData("--loss huber:delta=-1: Delta is above 0", "train", "text", "--loss", "huber:delta=-1")]
    [InlineData("--loss mse:delta=1: mse: this version knows no option 'delta'; there are none", "train", "text", "--loss", "mse:delta=1")]
    [InlineData("--loss bce:from_logits: the task decides what the model ends with; leave out from_logits", "train", "stocks", "--loss", "bce:from_logits")]
    [InlineData("it compares class ids, and prices are values", "train", "stocks", "--data", "synthetic", "--loss", "sparse_categorical_crossentropy:label_smoothing=0.1")]
    [InlineData("did you mean 'mean_squared_error'?", "train", "text", "--loss", "mean_squared_eror")]
    [InlineData("--optimizer adgrad: unknown; known are sgd, adagrad, adadelta, rmsprop, adam, amsgrad, adamw, adamax, nadam; did you mean 'adagrad'?", "train", "text", "--optimizer", "adgrad")]
    [InlineData("--optimizer sgd:momentum=1: Momentum lies between 0 and 1, 1 excluded", "train", "text", "--optimizer", "sgd:momentum=1")]
    [InlineData("--optimizer sgd:momentum=: sgd: the option 'momentum' must be a number, not \"\"", "train", "text", "--optimizer", "sgd:momentum=")]
    [InlineData("--optimizer sgd:,: Options are of the form NAME:OPTION=VALUE,OPTION=VALUE", "train", "text", "--optimizer", "sgd:,")]
    [InlineData("--optimizer adam:clipnorm=1,clipvalue=1: Only one of ClipValue, ClipNorm and GlobalClipNorm may be set", "train", "text", "--optimizer", "adam:clipnorm=1,clipvalue=1")]
    [InlineData("--callbacks early_stoping: unknown; known are model_checkpoint, early_stopping, reduce_lr_on_plateau", "train", "text", "--callbacks", "csv_logger", "early_stoping")]
    [InlineData("--callbacks reduce_lr_on_plateau: it changes the learning rate itself, which a schedule does already; use the schedule constant", "train", "text", "--callbacks", "reduce_lr_on_plateau")]
    [InlineData("--callbacks needs a value", "train", "text", "--callbacks")]
    [InlineData("--callbacks is empty", "train", "text", "--callbacks", "")]
    [InlineData("leave out --callbacks", "train", "text", "--resume", "nowhere", "--callbacks", "csv_logger")]
    [InlineData("--progress dots: unknown; known are none, bar, line", "train", "text", "--progress", "dots")]
    [InlineData("there is no such file and no data set of that name", "train", "text", "--data", "nowhere.txt")]
    [InlineData("there is no such file", "train", "text", "--config", "nowhere.json")]
    [InlineData("there is no such folder", "train", "text", "--resume", "nowhere")]
    [InlineData("leave out --units", "train", "text", "--resume", "nowhere", "--units", "3")]
    [InlineData("leave out --out", "train", "text", "--resume", "nowhere", "--out", "other")]
    [InlineData("leave out --max-seconds", "train", "text", "--resume", "nowhere", "--max-seconds", "9")]
    [InlineData("RUN is missing", "generate")]
    [InlineData("RUN is empty", "evaluate", "")]
    [InlineData("there is no such folder", "generate", "nowhere")]
    [InlineData("--temperature -1: a temperature is at least 0", "generate", "nowhere", "--temperature", "-1")]
    [InlineData("--top-p 0: top-p lies above 0", "generate", "nowhere", "--top-p", "0")]
    [InlineData("--top-k -1: top-k is at least 1", "generate", "nowhere", "--top-k", "-1")]
    [InlineData("--workers 0: at least 1", "generate", "nowhere", "--workers", "0")]
    [InlineData("--length 0: at least 1", "generate", "nowhere", "--length", "0")]
    [InlineData("there is no such folder", "evaluate", "nowhere")]
    [InlineData("pass either a run folder or --config FILE", "summary")]
    [InlineData("bench B-lst: unknown", "bench", "B-lst")]
    [InlineData("--peer tensorflow: unknown; known are pytorch", "bench", "--peer", "tensorflow")]
    [InlineData("did you mean 'shakespeare'?", "data", "get", "shakspeare")]
    public void Run_TellsOneLine_WhenTheInputIsWrong(string message, params string[] args)
    {
        string before = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(_cli.Folder);
        try
        {
            Assert.Contains(message, CliFixture.Run(args).OneLineOfComplaint(), StringComparison.Ordinal);
            Assert.Equal(["cats.txt"], Directory.EnumerateFileSystemEntries(_cli.Folder).Select(Path.GetFileName));
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }
    }

    [Fact]
    public void Run_TellsOneLine_WhenTheTextCannotBeUsed()
    {
        foreach ((string file, string message) in new[]
        {
            (_cli.Write("empty.txt", ""), "empty"),
            (_cli.Write("one.txt", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), "one character only"),
            (_cli.Write("short.txt", "abc"), "3 characters, 3 of them for training, are too few for 32 streams: at least 33 are needed"),
            (_cli.Write("binary.txt", "ab\0cd"), "byte"),
        })
        {
            string line = CliFixture.Run("train", "text", "--data", file, "--out", Path.Combine(_cli.Folder, "run")).OneLineOfComplaint();
            Assert.Contains(message, line, StringComparison.Ordinal);
            Assert.Contains(file, line, StringComparison.Ordinal);
            Assert.False(Directory.Exists(Path.Combine(_cli.Folder, "run")));
        }
    }

    [Fact]
    public void Run_TellsOneLine_WhenARunIsAFile() => Assert.Contains("cats.txt: is a file; a run folder is what", CliFixture.Run("evaluate", _cli.TextFile).OneLineOfComplaint(), StringComparison.Ordinal);

    [Fact]
    public void Run_TellsOneLine_WhenTheFolderCannotBeWritten()
    {
        string line = CliFixture.Run(_cli.Small(Path.Combine("cats.txt", "run"))).OneLineOfComplaint();
        Assert.Contains("cannot be made", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TellsOneLine_WhenTheModelIsTooLarge() =>
        Assert.Contains(
            "too large",
            CliFixture.Run("train", "text", "--data", _cli.TextFile, "--units", "16384", "--layers", "64", "--out", Path.Combine(_cli.Folder, "run")).OneLineOfComplaint(),
            StringComparison.Ordinal);

    [Fact]
    public void Run_PrintsTheVersion() => Assert.Equal(new CliResult(0, "unroll 0.1.0" + Environment.NewLine, ""), CliFixture.Run("--version"));

    [Fact]
    public void Run_ShowsTheOverview_WithoutArguments()
    {
        CliResult result = CliFixture.Run();
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("", result.Error);
        foreach (string command in new[] { "train text", "generate RUN", "evaluate RUN", "summary [RUN]", "data list", "data get NAME", "bench [WORK…]" })
            Assert.Contains($"  {command} ", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unroll.Cli", result.Output, StringComparison.Ordinal);
        Assert.Equal(result, CliFixture.Run("--help"));
        Assert.Equal(result, CliFixture.Run("help"));
    }

    [Theory]
    [InlineData("--learning-rate N", "train", "text")]
    [InlineData("--top-p N", "generate")]
    [InlineData("--data NAME|FILE", "evaluate")]
    [InlineData("--config FILE", "summary")]
    [InlineData("NAME  a name", "data", "get")]
    public void Run_ShowsTheHelpOfACommand_WithoutItsArguments(string expected, params string[] command)
    {
        CliResult result = CliFixture.Run([.. command, "--help"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"  unroll {string.Join(' ', command)}", result.Output, StringComparison.Ordinal);
        Assert.Contains(expected, result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', result.Output);
        Assert.Equal(result, CliFixture.Run(["help", .. command]));
    }

    public void Dispose() => _cli.Dispose();
}
