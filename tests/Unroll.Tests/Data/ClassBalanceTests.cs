using Unroll.Data;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Tests.Data;

public sealed class ClassBalanceTests
{
    /// <summary>Of 30 samples 2 are of class 0, 22 of class 4 and 6 of class 7.</summary>
    static readonly int[] s_classes = [.. Enumerable.Range(0, 30).Select(sample => sample < 2 ? 0 : sample % 4 == 1 ? 7 : 4)];

    [Fact]
    public void Cut_DrawsEveryClassEquallyOften_AndItsSamplesAsOftenAsEachOther()
    {
        int[] drawn = Epoch(Data(), 7, RandomKey.FromSeed(3));
        Assert.Equal(30, drawn.Length);
        foreach (int number in new[] { 0, 4, 7 })
            Assert.Equal(10, drawn.Count(sample => s_classes[sample] == number));
        int[] times = [.. drawn.CountBy(sample => sample).ToDictionary().Where(one => s_classes[one.Key] != 4).Select(one => one.Value).Order()];
        Assert.Equal(s_classes.Count(number => number != 4), times.Length);
        Assert.Equal([5, 5], drawn.CountBy(sample => sample).Where(one => s_classes[one.Key] == 0).Select(one => one.Value));
        Assert.All(drawn.CountBy(sample => sample).Where(one => s_classes[one.Key] == 4), one => Assert.Equal(1, one.Value));
    }

    [Fact]
    public void Cut_DrawsOthersInEveryEpoch_AndTheSameAgain_WhateverTheBatch()
    {
        int[] first = Epoch(Data(), 7, RandomKey.FromSeed(3)), second = Epoch(Data(), 7, RandomKey.FromSeed(4));
        Assert.NotEqual(first, second);
        Assert.NotEqual(first.Where(Frequent).Order(), second.Where(Frequent).Order());
        Assert.Equal(first, Epoch(Data(), 30, RandomKey.FromSeed(3)));

        static bool Frequent(int sample) => s_classes[sample] == 4;
    }

    [Fact]
    public void Cut_TakesEachSampleOnce_InTheOrderOfTheData() =>
        Assert.Equal(Enumerable.Range(0, 30), Epoch(Data(), 8, null));

    [Fact]
    public void Split_BalancesItsOwnSamples()
    {
        (DataSet training, DataSet validation) = Data().Split(0.5);
        int[] drawn = Epoch(training, 5, RandomKey.FromSeed(1)), held = Epoch(validation, 5, RandomKey.FromSeed(1));
        Assert.All(drawn, sample => Assert.InRange(sample, 0, 14));
        Assert.Equal([5, 5, 5], drawn.CountBy(sample => s_classes[sample]).Select(one => one.Value));
        Assert.All(held, sample => Assert.InRange(sample, 15, 29));
        Assert.Equal([7, 8], held.CountBy(sample => s_classes[sample]).Select(one => one.Value).Order());
    }

    [Fact]
    public void BalancedBy_WantsAClassForEachSample() => Assert.Contains("30 samples but 2 classes",
        Assert.Throws<ArgumentException>(() => new ArrayData(new Samples(new int[30], []), s_classes) { BalancedBy = [1, 2] }).Message,
        StringComparison.Ordinal);

    static ArrayData Data() => new(new Samples([.. Enumerable.Range(0, 30)], [1]), s_classes) { BalancedBy = s_classes };

    static int[] Epoch(DataSet data, int batch, RandomKey? order)
    {
        var arena = new Arena();
        List<int> samples = [];
        for (int index = 0; index < data.BatchCount(batch); index++)
        {
            Batch cut = data.Cut(arena, batch, index, order);
            samples.AddRange(cut.Inputs.Ids);
            Assert.Equal(cut.Inputs.Ids.ToArray().Select(sample => s_classes[sample]), cut.Targets.Ids.ToArray());
        }

        return [.. samples];
    }
}
