using Unroll.Autograd;
using Unroll.Forecasting;
using Unroll.Forecasting.Heads;
using Unroll.Forecasting.Networks;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Tensors;
using Unroll.Training;

namespace Unroll.Tests.Forecasting;

public sealed class ForecasterFileTests
{
    static readonly Series s_wave = Series.Of([.. Enumerable.Range(0, 100).Select(step => 10 + Math.Sin(step * 0.5))], "wave");

    static string Save(ForecastNetwork network)
    {
        var forecaster = new Forecaster(new ForecastFrame(12, 4) { IdentityUnits = 2 }, network, new QuantileHead());
        forecaster.Fit(s_wave, new FitOptions { Workers = 1 });
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "wave.forecaster");
        forecaster.Save(path);
        Assert.Equal(forecaster.Predict(s_wave).Values(), Forecaster.Load(path, network is Own ? new Own(8) : null).Predict(s_wave).Values());
        return path;
    }

    [Fact]
    public void Load_TakesANetworkOfOnesOwn()
    {
        string path = Save(new Own(8) { Seed = 1 });
        Refused(path, "the network 'own' is none of the library", null);
        Refused(path, "holds the network 'own', and the given one is called 'recurrent'", new RecurrentNetwork(8));
        Refused(path, "'gru.kernel' has shape", new Own(9));
    }

    [Fact]
    public void Load_TakesAHeadOfOnesOwn()
    {
        string own = SaveHead(new Doubled()), loss = SaveHead(new ValueHead(new OwnLoss()));
        Assert.IsType<Doubled>(Forecaster.Load(own, head: new Doubled()).Head);
        Assert.IsType<OwnLoss>(Forecaster.Load(loss, head: new ValueHead(new OwnLoss())).Head.Loss);
        RefusedHead(own, "if it or its loss is one of your own, give the head to Forecaster.Load", null);
        RefusedHead(loss, "if it or its loss is one of your own, give the head to Forecaster.Load", null);
        RefusedHead(own, "the file holds the head \"doubled\", and the given one is {\"type\":\"quantiles\"", new QuantileHead());

        static string SaveHead(ForecastHead head)
        {
            var forecaster = new Forecaster(new ForecastFrame(12, 4), new RecurrentNetwork(4) { Seed = 1 }, head);
            forecaster.Fit(s_wave, new FitOptions { Workers = 1 });
            string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "wave.forecaster");
            forecaster.Save(path);
            Assert.Equal(forecaster.Predict(s_wave).Values(), Forecaster.Load(path, head: head).Predict(s_wave).Values());
            return path;
        }

        static void RefusedHead(string path, string message, ForecastHead? head) =>
            Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Forecaster.Load(path, head: head)).Message);
    }

    [Fact]
    public void Load_RefusesDamagedFiles()
    {
        string path = Save(new RecurrentNetwork(4) { Seed = 1 });
        byte[] whole = File.ReadAllBytes(path);
        var random = new Random(1);
        for (int trial = 0; trial < 300; trial++)
        {
            byte[] damaged = trial < 60 ? whole[..(whole.Length * trial / 60)] : [.. whole];
            if (trial >= 60)
                damaged[random.Next(whole.Length)] ^= (byte)(1 << random.Next(7));
            File.WriteAllBytes(path, damaged);
            Assert.Throws<InvalidDataException>(() => Forecaster.Load(path));
        }
    }

    /// <summary>Files of series without times have no step, and neither have those of before it was kept.</summary>
    [Fact]
    public void Load_KnowsTheStep_WhereTheSeriesHadTimes()
    {
        TimeStep?[] steps = [null, TimeStep.Of(TimeSpan.FromSeconds(0.25)), TimeStep.Hour, TimeStep.BusinessDay, TimeStep.Week, TimeStep.Quarter];
        foreach (TimeStep? step in steps)
        {
            var forecaster = new Forecaster(new ForecastFrame(12, 4), new RecurrentNetwork(4) { Seed = 1 });
            TimeIndex? times = step is { } known ? new TimeIndex(new DateTime(2024, 1, 1), known) : null;
            forecaster.Fit(Series.Of(s_wave["value"], "wave", times), new FitOptions { Workers = 1 });
            string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "wave.forecaster");
            forecaster.Save(path);
            Assert.Equal(step, Forecaster.Load(path).Step);
            Assert.Equal(step is null, !ForecasterFile.Describe(forecaster).Contains("\"step\"", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"months\":0}")]
    [InlineData("{\"months\":1.5}")]
    [InlineData("{\"span\":null}")]
    [InlineData("{\"span\":\"an hour\"}")]
    [InlineData("{\"span\":\"-01:00:00\"}")]
    [InlineData("{\"span\":\"99999999.00:00:00\"}")]
    [InlineData("{\"business_days\":2}")]
    [InlineData("3600")]
    public void Make_RefusesAStepThatIsNone(string step)
    {
        string text = ForecasterFile.Describe(Forecaster.Load(Save(new RecurrentNetwork(4))));
        Assert.Contains("wave: the forecaster cannot be read",
            Assert.Throws<InvalidDataException>(() => ForecasterFile.Make($"{text[..^1]},\"step\":{step}}}", "wave")).Message);
    }

    [Fact]
    public void Load_AsksForAPath() => Assert.Throws<ArgumentNullException>("path", () => Forecaster.Load(null!));

    static void Refused(string path, string message, ForecastNetwork? network) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Forecaster.Load(path, network)).Message);

    sealed class Doubled : ForecastHead
    {
        public override string Name => "doubled";

        public override int Parameters => 1;

        public override Loss Loss => Loss.MeanAbsoluteError;

        public override double Value(ReadOnlySpan<double> outputs) => 2 * outputs[0];

        public override double Quantile(ReadOnlySpan<double> outputs, double probability) => throw new NotSupportedException();
    }

    sealed class OwnLoss : Loss
    {
        public override string Name => "own_loss";

        public override Tensor Forward(Tape tape, Tensor predictions, Tensor targets) => MeanAbsoluteError.Forward(tape, predictions, targets);
    }

    /// <summary>The name of one layer is that of <see cref="RecurrentNetwork"/>, and so are its weights.</summary>
    sealed class Own(int units) : ForecastNetwork
    {
        readonly Gru _gru = new(units);
        Dense? _output;

        public override string Name => "own";

        public override Tensor Forward(LayerContext context, Tensor input) => _output!.Forward(context, WithContext(context, _gru.Forward(context, input)));

        protected override Shape BuildLayers(ModelBuilder builder, Shape input)
        {
            int description = BuildDescription(builder);
            builder.Add(_gru, input);
            return builder.Add(_output = new Dense(Shape.Outputs), [units + description]);
        }
    }
}
