using Unroll.Losses;

namespace Unroll.Tests.Losses;

public class LossRegistryTests
{
    [Fact]
    public void Create_TakesOptions()
    {
        Assert.Equal(0.5f, Assert.IsType<Huber>(LossRegistry.Create("huber:delta=0.5")).Delta);
        Assert.Equal(1, Assert.IsType<Huber>(LossRegistry.Create("huber")).Delta);
        Assert.Equal(0.1f, Assert.IsType<CategoricalCrossentropy>(LossRegistry.Create("categorical_crossentropy:label_smoothing=0.1")).LabelSmoothing);
        var ids = Assert.IsType<SparseCategoricalCrossentropy>(LossRegistry.Create("sparse_categorical_crossentropy:from_logits,label_smoothing=0.2"));
        Assert.Equal((true, 0.2f), (ids.FromLogits, ids.LabelSmoothing));
        var binary = Assert.IsType<BinaryCrossentropy>(LossRegistry.Create("bce:from_logits=true,label_smoothing=0.3"));
        Assert.Equal((true, 0.3f), (binary.FromLogits, binary.LabelSmoothing));
    }

    [Theory]
    [InlineData("mean_square_error", "did you mean 'mean_squared_error'?")]
    [InlineData("huber:delta=0", "Delta is above 0")]
    [InlineData("huber:delta=soon", "the option 'delta' must be a number, not \"soon\"")]
    [InlineData("huber:dleta=1", "known are delta; did you mean 'delta'?")]
    [InlineData("bce:label_smoothing=2", "LabelSmoothing lies between 0 and 1")]
    [InlineData("mse:delta=1", "this version knows no option 'delta'; there are none")]
    public void Create_Throws_SayingWhatWouldBeRight(string line, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<Exception>(() => LossRegistry.Create(line)).Message, StringComparison.Ordinal);
}
