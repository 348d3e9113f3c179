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

    [DataFact("mnist")]
    public void Load_LeavesMnistAsItIs()
    {
        var data = DigitData.Load("mnist");
        string file = DigitData.Locate("mnist")[2];
        Assert.True(IdxFile.Read(file, rank: 3).Elements.Span[(9_999 * 784)..].SequenceEqual(data.Test.Picture(9_999).Pixels.Span));
        Assert.Empty(data.Remarks);
        Assert.Equal(InkLevels.OfMnist, data.Drawing.Levels);
    }

    /// <summary>One picture in ten of the test part is drawn the other way round as well, which is said and not changed.</summary>
    [Theory]
    [InlineData(255, 0, 255, 0, 0, new[] { "dark digits on light paper, turned over to light on dark" })]
    [InlineData(200, 20, 200, 20, 0, new[] { "turned over to light on dark, paper of shade 200 and ink of 20 stretched to 0 and 255" })]
    [InlineData(60, 200, 60, 200, 0, new[] { "light digits on dark paper, paper of shade 60 and ink of 200 stretched" })]
    [InlineData(0, 255, 255, 0, 0, new[] { "drawn otherwise than the training part: dark digits on light paper" })]
    [InlineData(255, 0, 0, 255, 0, new[] { "dark digits on light paper", "drawn otherwise than the training part: light digits on dark paper" })]
    [InlineData(0, 255, 0, 255, 10, new[] { "10 of 100 pictures seem to be drawn the other way round" })]
    [InlineData(0, 255, 0, 255, 1, new string[0])]
    [InlineData(0, 10, 0, 255, 0, new[] { "there is next to nothing to be seen" })]
    public void Load_BringsASetToLightOnDark_AndSaysSo(int paper, int ink, int testPaper, int testInk, int odd, string[] remarks)
    {
        DigitSet digits = IdxSample.Clean(100, 1);
        IdxSample.Write(_folder, "train", IdxSample.Drawn(digits, paper, ink));
        IdxSample.Write(_folder, "t10k", IdxSample.Drawn(digits, testPaper, testInk, odd));
        var data = DigitData.Load(_folder.Path);
        Assert.Equal(remarks.Length, data.Remarks.Count);
        Assert.All(remarks.Zip(data.Remarks), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.All(data.Test.Picture(99).Pixels.ToArray().Zip(digits.Picture(99).Pixels.ToArray()), pair => Assert.InRange(pair.First - pair.Second, -2, 2));
    }

    /// <summary>The shades that a model was trained with are used for all data that are about the same.</summary>
    [Fact]
    public void Load_TakesWhatTheModelKnows_WhereDataAreDrawnAlike()
    {
        IdxSample.Write(_folder, "train", IdxSample.Drawn(IdxSample.Clean(50, 1), 205, 25));
        IdxSample.Write(_folder, "t10k", IdxSample.Drawn(IdxSample.Clean(50, 2), 205, 25));
        Assert.Equal(new InkLevels(200, 20), DigitData.Load(_folder.Path, known: new InkLevels(200, 20)).Drawing.Levels);
        Assert.Equal(new InkLevels(205, 25), DigitData.Load(_folder.Path, known: InkLevels.OfMnist).Drawing.Levels);
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
    public void Load_SaysWhatThereIs()
    {
        Place("digits", []);
        Assert.Equal($"{_folder.File("digits")}: is a file; name the folder that holds it and the other three files of MNIST",
            Assert.Throws<InputException>(() => DigitData.Load(_folder.File("digits"))).Message);
        Assert.Equal("letters: there is no such folder and no data set of that name; known are mnist, synthetic",
            Assert.Throws<InputException>(() => DigitData.Load("letters")).Message);
    }

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
