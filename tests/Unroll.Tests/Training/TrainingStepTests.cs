using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Optimizers;
using Unroll.Regularizers;
using Unroll.Tensors;
using Unroll.Tests.Support;
using Unroll.Training;

namespace Unroll.Tests.Training;

public sealed class TrainingStepTests
{
    const int Rows = 12, Time = 5;
    static readonly float[] s_x = RandomArray.Uniform(Rows * Time * 3, 1), s_y = RandomArray.Uniform(Rows * 2, 2);

    static ArrayData Data(int first = 0, int rows = Rows) =>
        new(s_x[(first * Time * 3)..((first + rows) * Time * 3)], [Time, 3], s_y[(first * 2)..((first + rows) * 2)], [2]);

    static Sequential Fresh(float dropout = 0, Optimizer? optimizer = null) =>
        new Sequential(new Lstm(7) { KernelRegularizer = Regularizer.L2(0.01f) }, new Dropout(dropout), new Dense(2)) { Seed = 5 }
            .Compile(optimizer ?? new Adam(0.01f) { GlobalClipNorm = 0.5f }, Loss.MeanSquaredError);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(12)]
    public void Accumulate_GivesTheGradientOfTheWholeBatch_FromItsParts(int parts)
    {
        Sequential whole = Fresh(), cut = Fresh();
        using TrainingStep once = new(whole, 2), several = new(cut, 2);
        double loss = once.Accumulate(Data(), Rows, 0), sum = 0;
        for (int part = 0; part < parts; part++)
            sum += several.Accumulate(Data(), Rows / parts, part, 1f / parts) / parts;
        Assert.Equal(loss, sum, 1e-6);
        TensorAssert.Close(TensorAssert.Doubles(whole.Parameters.Gradients.ToArray()), cut.Parameters.Gradients, 1e-5, "gradients");
        Assert.Contains(whole.Parameters.Gradients.ToArray(), gradient => gradient != 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3f)]
    public void Loop_EndsInTheBitsOfFit_WhereItIsTheSame(float dropout)
    {
        Sequential fitted = Fresh(dropout), looped = Fresh(dropout);
        fitted.Fit(Data(), new FitOptions { Epochs = 4, BatchSize = 5, Shuffle = false, Workers = 2 });
        using var step = new TrainingStep(looped, 3);
        for (int epoch = 0; epoch < 4; epoch++)
            for (int batch = 0; batch < 3; batch++)
            {
                step.Accumulate(Data(), 5, batch);
                Assert.True(step.Apply());
            }

        Assert.Equal(12, step.Number);
        Assert.Equal(TinyText.Bits(fitted), TinyText.Bits(looped));
    }

    [Fact]
    public void Loop_CarriesTheState_AsFitDoes()
    {
        Model fitted = TinyText.Model(), looped = TinyText.Model();
        fitted.Fit(TinyText.Streams(), TinyText.Options(epochs: 2) with { Validation = null });
        using var step = new TrainingStep(looped);
        StreamData data = TinyText.Streams();
        for (int i = 0; i < 2 * data.BatchCount(5); i++)
        {
            step.Accumulate(data, 5, i % data.BatchCount(5));
            step.Apply();
        }

        Assert.Equal(TinyText.Bits(fitted), TinyText.Bits(looped));
    }

    [Fact]
    public void Accumulate_TakesLossesOfYourOwn_AndAddsThem()
    {
        Sequential both = Fresh(), own = Fresh();
        own.Build([Time, 3]);
        using TrainingStep first = new(both, 1), second = new(own, 1);
        first.Accumulate(new Samples(s_x, [Time, 3]), new Samples(s_y, [2]));
        first.Accumulate(Data(), Rows, 0, 0.5f);
        double loss = second.Accumulate(context =>
        {
            Batch batch = Data().Cut(context.Tape.Arena, Rows, 0, order: null);
            Tensor one = own.AddPenalties(context.Tape, own.Loss!.Mean(context.Tape, own.Forward(context, batch.Inputs), batch.Targets));
            return context.Tape.Scale(one, 1.5f);
        });
        Assert.True(loss > 0);
        TensorAssert.Close(TensorAssert.Doubles(both.Parameters.Gradients.ToArray()), own.Parameters.Gradients, 1e-5, "gradients");
    }

    /// <summary>Parts of a step are other rows: they leave out other units.</summary>
    [Fact]
    public void Accumulate_DrawsOtherDropout_ForEachPart()
    {
        Sequential model = Fresh(0.5f);
        using var step = new TrainingStep(model, 1);
        double first = step.Accumulate(Data(), Rows, 0), second = step.Accumulate(Data(), Rows, 0);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Apply_ChangesNothing_AndSaysWhy_WhenALossOrAGradientIsNotFinite()
    {
        Sequential model = Fresh();
        using var step = new TrainingStep(model, 1);
        step.Accumulate(Data(), Rows, 0);
        step.Apply();
        int[] before = TinyText.Bits(model);
        step.Accumulate(Data(), Rows, 0);
        step.Accumulate(new ArrayData(s_x, [Time, 3], [.. s_y[1..], float.PositiveInfinity], [2]), Rows, 0);
        Assert.False(step.Apply());
        Assert.Equal((TrainingFailure.NonFiniteLoss, 1, 2), (step.Failure, model.Optimizer!.Iterations, step.Number));

        float[] far = [.. s_y.Select(_ => 1e18f)];
        Assert.True(double.IsFinite(step.Accumulate(new ArrayData(s_x, [Time, 3], far, [2]), Rows, 0, 3e38f)));
        Assert.False(step.Apply());
        Assert.Equal(TrainingFailure.NonFiniteGradients, step.Failure);
        Assert.Equal(before, TinyText.Bits(model));
        step.Accumulate(Data(), Rows, 0);
        Assert.True(step.Apply());
        Assert.NotEqual(before, TinyText.Bits(model));
    }

    [Fact]
    public void Step_AllocatesNothing()
    {
        Sequential model = Fresh(0.2f);
        ArrayData data = Data();
        using var step = new TrainingStep(model, 2);
        void Two()
        {
            step.Accumulate(data, 6, 0, 0.5f);
            step.Accumulate(data, 6, 1, 0.5f);
            step.Apply();
        }

        Two();
        Assert.Equal(0, Allocation.Least(Two));
    }

    [Fact]
    public void Step_SaysWhatIsWrong()
    {
        Sequential model = Fresh();
        using var step = new TrainingStep(model, 1);
        Assert.Contains("Accumulate", Assert.Throws<InvalidOperationException>(() => step.Apply()).Message, StringComparison.Ordinal);
        Assert.Contains("Build", Assert.Throws<InvalidOperationException>(() => step.Accumulate(_ => default)).Message, StringComparison.Ordinal);
        Assert.Contains("3 batches of up to 5 rows", Assert.Throws<ArgumentOutOfRangeException>(() => step.Accumulate(Data(), 5, 3)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => step.Accumulate(Data(), 5, 0, float.NaN));
        step.Accumulate(Data(), Rows, 0);
        var error = Assert.Throws<ShapeMismatchException>(() => step.Accumulate(context => context.Tape.Arena.Allocate([3, 2])));
        Assert.Contains("(3, 2)", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new TrainingStep(new Sequential(new Dense(1))));
    }

    [Fact]
    public void Optimizer_Throws_WhenTwoModelsUseItInTurns()
    {
        var shared = new Adam();
        Sequential one = Fresh(optimizer: shared), two = Fresh(optimizer: shared);
        using TrainingStep first = new(one, 1), second = new(two, 1);
        first.Accumulate(Data(), Rows, 0);
        first.Apply();
        second.Accumulate(Data(), Rows, 0);
        second.Apply();
        first.Accumulate(Data(), Rows, 0);
        Assert.Contains("optimizer of its own", Assert.Throws<InvalidOperationException>(() => first.Apply()).Message, StringComparison.Ordinal);
    }
}
