using Unroll.Losses;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Losses;

public sealed class LossTests
{
    [Fact]
    public void Names_AreThoseOfKeras()
    {
        Assert.Equal("categorical_crossentropy", Loss.CategoricalCrossentropy.Name);
        Assert.Equal("sparse_categorical_crossentropy", Loss.SparseCategoricalCrossentropy.Name);
    }

    [Fact]
    public void Forward_Throws_AndNamesTheOtherLoss_WhenTargetsAreOfTheOtherKind()
    {
        using var step = new TestStep();
        Tensor predictions = step.Input([2, 3], new float[6]), ids = step.Ids([2], [0, 1]), rows = step.Input([2, 3], new float[6], false);
        ShapeMismatchException dense = Assert.Throws<ShapeMismatchException>(() => Loss.CategoricalCrossentropy.Forward(step.Tape, predictions, ids));
        Assert.Contains("SparseCategoricalCrossentropy", dense.Message, StringComparison.Ordinal);
        ShapeMismatchException sparse = Assert.Throws<ShapeMismatchException>(() => Loss.SparseCategoricalCrossentropy.Forward(step.Tape, predictions, rows));
        Assert.Contains("for one-hot targets use CategoricalCrossentropy", sparse.Message, StringComparison.Ordinal);
    }
}
