using Unroll.Training.Callbacks;

namespace Unroll.Tests.Training.Callbacks;

public class MonitorDirectionTests
{
    [Theory]
    [InlineData("loss", false)]
    [InlineData("val_loss", false)]
    [InlineData("val_mean_absolute_error", false)]
    [InlineData("mse", false)]
    [InlineData("accuracy", true)]
    [InlineData("val_sparse_categorical_accuracy", true)]
    [InlineData("f1_score", true)]
    [InlineData("val_r2_score", true)]
    [InlineData("recall", true)]
    [InlineData("learning_rate", null)]
    [InlineData("val_lossy", null)]
    [InlineData("surprise", null)]
    public void Rises_GoesByTheName(string name, bool? rises) => Assert.Equal(rises, MonitorDirection.Rises(name));
}
