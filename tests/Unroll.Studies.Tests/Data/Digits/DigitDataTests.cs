using Unroll.Data;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Tests.Support;
using Unroll.Tensors;

namespace Unroll.Studies.Tests.Data.Digits;

public sealed class DigitDataTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [DataFact("mnist")]
    public void Load_ReadsMnist()
    {
        var data = DigitData.Load("mnist");
        Assert.Equal((60_000, 28, 28, 10_000), (data.Training.Count, data.Training.Rows, data.Training.Columns, data.Test.Count));
        Assert.Equal([5, 0, 4, 1, 9], data.Training.Labels.Take(5).Select(label => (int)label));
        Assert.Equal([7, 2, 1, 0, 4], data.Test.Labels.Take(5).Select(label => (int)label));
        Assert.False(data.IsSynthetic);
    }

    [Fact]
    public void Load_ReadsAFolder_WhateverItsFilesAreCalled()
    {
        Place("train-images-idx3-ubyte.gz", SampleData.Pack(IdxSample.Pictures(2, 2, 2, [0, 51, 102, 153, 204, 255, 0, 0])));
        Place("train-labels.idx1-ubyte", IdxSample.Labels([3, 9]));
        Place("t10k-images.idx3-ubyte.gz", SampleData.Pack(IdxSample.Pictures(1, 2, 2, [1, 2, 3, 4])));
        Place("t10k-labels-idx1-ubyte", IdxSample.Labels([0]));
        var data = DigitData.Load(_folder.Path);
        Assert.Equal([3, 9], data.Training.Labels.Select(label => (int)label));
        Assert.Equal([204, 255, 0, 0], data.Training.Picture(1).Pixels.ToArray());
        Assert.Equal(1, data.Test.Count);

        // Rows are time steps, scaled to 0–1, [time, batch, columns].
        Batch batch = new DigitRowData(data.Training).Cut(new Arena(), batchSize: 2, index: 0, order: null);
        Assert.Equal([0, 0.2f, 0.8f, 1, 0.4f, 0.6f, 0, 0], batch.Inputs.Values.ToArray());
        Assert.Equal([3, 9], batch.Targets.Ids.ToArray());
    }

    [Theory]
    [InlineData("labels", "2 pictures", "1 labels")]
    [InlineData("digit", "label 2 is 10", "0 to 9")]
    [InlineData("size", "of one size", "")]
    [InlineData("missing", "there is no t10k-labels-idx1-ubyte", "")]
    public void Load_SaysInOneLine_WhatIsWrong(string what, params string[] parts)
    {
        Place("train-images-idx3-ubyte", IdxSample.Pictures(2, 2, 2, new byte[8]));
        Place("train-labels-idx1-ubyte", IdxSample.Labels(what == "labels" ? [1] : [1, (byte)(what == "digit" ? 10 : 2)]));
        Place("t10k-images-idx3-ubyte", what == "size" ? IdxSample.Pictures(1, 3, 2, new byte[6]) : IdxSample.Pictures(1, 2, 2, new byte[4]));
        if (what != "missing")
            Place("t10k-labels-idx1-ubyte", IdxSample.Labels([0]));
        var error = Assert.Throws<InputException>(() => DigitData.Load(_folder.Path));
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Load_SuggestsAName_WhenItIsMistyped() =>
        Assert.EndsWith("known are mnist, synthetic; did you mean 'mnist'?", Assert.Throws<InputException>(() => DigitData.Load("minst")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Load_DrawsTheSameDigits_FromTheSameSeed_AndSaysThatTheyAreSynthetic()
    {
        var data = DigitData.Load("synthetic", seed: 7);
        Assert.True(data.IsSynthetic);
        Assert.Contains("synthetic", data.Description, StringComparison.Ordinal);
        Assert.All(data.Training.Labels.GroupBy(label => label), group => Assert.Equal(data.Training.Count / 10, group.Count()));
        Assert.Equal(data.Test.Picture(3).Pixels.ToArray(), DigitData.Load("synthetic", seed: 7).Test.Picture(3).Pixels.ToArray());
        Assert.NotEqual(data.Test.Picture(3).Pixels.ToArray(), DigitData.Load("synthetic", seed: 8).Test.Picture(3).Pixels.ToArray());
    }

    public void Dispose() => _folder.Dispose();

    void Place(string name, byte[] bytes) => File.WriteAllBytes(_folder.File(name), bytes);
}
