using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Digits;
using Unroll.Studies.Tasks.Memory;
using Unroll.Studies.Tasks.Text;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Studies.Tests.Runs;

public sealed class TrainingSpecsTests
{
    static readonly MemoryConfiguration s_configuration = new();

    [Fact]
    public void Optimizer_IsMadeOfItsLine_TheScheduleAndTheClipping()
    {
        MemoryConfiguration configuration = s_configuration with
        {
            Optimizer = "sgd:momentum=0.5",
            Schedule = "exponential:warmup_steps=0,decay_steps=10,decay_rate=0.5",
            LearningRate = 0.25f,
            Clip = 2,
        };
        var sgd = Assert.IsType<Sgd>(TrainingSpecs.Optimizer(configuration, 1000));
        Assert.Equal((0.5, 2), (sgd.Momentum, sgd.GlobalClipNorm));
        Assert.Equal(0.125, sgd.LearningRate.At(10), 1e-12);
        Optimizer other = TrainingSpecs.Optimizer(configuration with { Optimizer = "adam:clipnorm=3" }, 1000);
        Assert.Equal((null, 3), (other.GlobalClipNorm, other.ClipNorm));
    }

    [Fact]
    public void Optimizer_WarmsUpOverATwentiethOfTheRun_WithTheRateThatSuits()
    {
        LearningRateSchedule cosine = TrainingSpecs.Optimizer(new TextConfiguration(), 1000).LearningRate;
        var expected = new CosineDecay(0, 950) { WarmupTarget = 0.012f, WarmupSteps = 50, Alpha = 0.01 };
        for (long step = 0; step <= 1001; step++)
            Assert.Equal(expected.At(step), cosine.At(step));
    }

    [Fact]
    public void DefaultLearningRate_IsThatOfKeras_ButForText()
    {
        Assert.Equal(0.001f, s_configuration.DefaultLearningRate);
        Assert.Equal(0.01f, (s_configuration with { Optimizer = "sgd:momentum=0.9" }).DefaultLearningRate);
        Assert.Equal(0.01f, new DigitsConfiguration().DefaultLearningRate);
        Assert.Equal(0.012f, new TextConfiguration().DefaultLearningRate);
        Assert.Equal(0.004f, new TextConfiguration { Optimizer = "adam" }.DefaultLearningRate);
    }

    [Theory]
    [InlineData("adam", "categorical_crossentropy", 0.004)]
    [InlineData("adam:beta_1=0.8", "mean_squared_error", 0.004)]
    [InlineData("nadam", "categorical_crossentropy", 0.004)]
    [InlineData("adamax", "mean_squared_error", 0.008)]
    [InlineData("muon:ns_steps=3", "mean_squared_error", 0.012)]
    [InlineData("sgd", "categorical_crossentropy", 2)]
    [InlineData("sgd:momentum=0.9", "categorical_crossentropy", 0.2)]
    [InlineData("sgd", "mean_squared_error", 100)]
    [InlineData("sgd", "mse", 100)]
    [InlineData("sgd", "kl_divergence", 2)]
    [InlineData("adagrad", "categorical_crossentropy", 0.4)]
    [InlineData("adadelta:rho=0.9", "categorical_crossentropy", 4)]
    public void LearningRate_SuitsOptimizerAndLoss(string optimizer, string loss, double rate) =>
        Assert.Equal((float)rate, TrainingSpecs.LearningRate(optimizer, loss, 0.004f));

    [Theory]
    [InlineData("early_stopping:patience=x", "callbacks early_stopping:patience=x: early_stopping: the option 'patience' must be a whole number, not \"x\"")]
    [InlineData("early_stopping", "callbacks early_stopping: it watches val_loss, but there are only loss, accuracy")]
    [InlineData("model_checkpoint:save_best_only", "it watches val_loss")]
    [InlineData("early_stoping", "did you mean 'early_stopping'?")]
    [InlineData("reduce_lr_on_plateau:factor=1", "callbacks reduce_lr_on_plateau:factor=1: ReduceLrOnPlateau's factor lies between 0 and 1, both excluded")]
    public void Callbacks_Throw_SayingWhatWouldBeRight(string line, string message)
    {
        var error = Assert.ThrowsAny<InputException>(() => Callbacks([line], isValidated: false));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reduce_lr_on_plateau")]
    [InlineData("learning_rate_scheduler")]
    public void Callbacks_ThatChangeTheRate_DoNotGoWithASchedule(string line)
    {
        Assert.Single(Callbacks([line]));
        Assert.Contains("use the schedule constant", Assert.ThrowsAny<InputException>(() => Callbacks([line], schedule: "cosine")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Callbacks_MayAllBeAskedFor() => Assert.Equal(8, Callbacks(CallbackRegistry.Names).Count);

    static IReadOnlyList<Callback> Callbacks(IReadOnlyList<string> lines, string schedule = "constant", bool isValidated = true)
    {
        MemoryConfiguration configuration = s_configuration with { Callbacks = lines, Schedule = schedule };
        return TrainingSpecs.Callbacks(configuration, new CallbackPlace(""), TrainingSpecs.Optimizer(configuration, 1000), isValidated);
    }
}
