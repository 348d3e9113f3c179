using Unroll.Kernels;
using Unroll.Optimizers;
using Unroll.Parameters;

namespace Unroll.Tests.Optimizers;

/// <summary>The three kinds of clipping, seen through gradient descent at a rate of 1: the change of a weight is its clipped gradient.</summary>
public sealed class ClippingTests
{
    static readonly float[] s_first = [3, 0, -4], s_second = [0.3f, 0.4f];

    [Fact]
    public void ClipValue_BoundsEveryGradient() => Check(new Sgd(1) { ClipValue = 3.5f }, [3, 0, -3.5f], s_second);

    [Fact]
    public void ClipNorm_ScalesEachParameterByItself() => Check(new Sgd(1) { ClipNorm = 2.5f }, [1.5f, 0, -2], s_second);

    [Fact]
    public void GlobalClipNorm_ScalesTheWholeModel()
    {
        float scale = (float)(2 / Math.Sqrt(25.25));
        Check(new Sgd(1) { GlobalClipNorm = 2 }, [3 * scale, 0, -4 * scale], [0.3f * scale, 0.4f * scale]);
    }

    [Theory]
    [InlineData("value")]
    [InlineData("norm")]
    [InlineData("global")]
    public void Clipping_ChangesNoBit_WithinTheLimit(string kind) => Check(
        kind switch
        {
            "value" => new Sgd(1) { ClipValue = 4 },
            "norm" => new Sgd(1) { ClipNorm = 5 },
            _ => new Sgd(1) { GlobalClipNorm = 5.1f },
        },
        s_first,
        s_second);

    [Fact]
    public void Clipping_LetsANaNThrough_SoThatItIsSeen()
    {
        using var workers = new Workers(1);
        foreach (Sgd sgd in new[] { new Sgd(1) { ClipValue = 1 }, new Sgd(1) { ClipNorm = 1 }, new Sgd(1) { GlobalClipNorm = 1 } })
        {
            ParameterStore store = Weights.Of(2);
            sgd.BuildFor(store);
            new float[] { float.NaN, 1 }.CopyTo(store.Parameters[0].Gradients);
            sgd.Step(workers, store);
            Assert.True(float.IsNaN(store.Values[0]));
        }
    }

    /// <summary>The squares of these are infinite as floats; the gradients are not.</summary>
    [Theory]
    [InlineData("norm")]
    [InlineData("global")]
    public void ClippingByNorm_KeepsTheDirection_OfGradientsWhoseSquaresOverflow(string kind)
    {
        using var workers = new Workers(1);
        ParameterStore store = Weights.Of(2);
        store.Values.Clear();
        Sgd sgd = kind == "norm" ? new Sgd(1) { ClipNorm = 5 } : new Sgd(1) { GlobalClipNorm = 5 };
        sgd.BuildFor(store);
        new float[] { 3e25f, -4e25f }.CopyTo(store.Parameters[0].Gradients);
        sgd.Step(workers, store);
        Close([3, -4], store.Parameters[0].Values);
    }

    [Fact]
    public void Limits_Exclude_OneAnother()
    {
        Assert.Throws<ArgumentException>(() => new Sgd { ClipValue = 1, ClipNorm = 1 });
        Assert.Throws<ArgumentException>(() => new Adam { ClipNorm = 1, GlobalClipNorm = 1 });
        Assert.Throws<ArgumentException>(() => new Adam { GlobalClipNorm = 1, ClipValue = 1 });
        var error = Assert.Throws<ArgumentException>(() => new RmsProp { ClipValue = 1, GlobalClipNorm = 1 });
        Assert.Contains("Only one of ClipValue, ClipNorm and GlobalClipNorm", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, new Adam { ClipValue = null, ClipNorm = 2, GlobalClipNorm = null }.ClipNorm);
    }

    static void Check(Optimizer optimizer, float[] first, float[] second)
    {
        using var workers = new Workers(2);
        ParameterStore store = Weights.Of(first.Length, second.Length);
        store.Values.Clear();
        optimizer.BuildFor(store);
        s_first.CopyTo(store.Parameters[0].Gradients);
        s_second.CopyTo(store.Parameters[1].Gradients);
        optimizer.Step(workers, store);
        Close(first, store.Parameters[0].Values);
        Close(second, store.Parameters[1].Values);
    }

    static void Close(float[] expected, ReadOnlySpan<float> changes)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(-expected[i], changes[i], Math.Abs(expected[i]) * 1e-6f);
    }
}
