using Unroll.Data;
using Unroll.Studies.Bench;
using Unroll.Tensors;

namespace Unroll.Studies.Tests.Bench;

public sealed class FormedDataTests
{
    const int Steps = 4;
    const int Rows = 4;
    const int Features = 2;

    [Fact]
    public void Cut_EndsSequencesEarly_WhenTheFormIsMasked()
    {
        float[] ones = [.. Enumerable.Repeat(1f, Rows * Steps * Features)];
        Batch batch = Cut(new ArrayData(ones, [Steps, Features], new int[Rows], []), new WorkForm("masked") { IsMasked = true });
        Assert.Equal([2, 3, 3, 4],
            Lengths(time => batch.Inputs.Values.Slice(time * Rows * Features, Rows * Features).ToArray().Chunk(Features).Select(row => row.Sum() > 0)));
    }

    [Fact]
    public void Cut_EndsSequencesOfIdsEarly_WhenTheFormIsMasked()
    {
        int[] ones = [.. Enumerable.Repeat(1, Rows * Steps)];
        Batch batch = Cut(new ArrayData(ones, [Steps], ones, [Steps]), new WorkForm("masked") { IsMasked = true });
        Assert.Equal([2, 3, 3, 4], Lengths(time => batch.Inputs.Ids.Slice(time * Rows, Rows).ToArray().Select(id => id > 0)));
    }

    [Fact]
    public void Cut_GoesOn_OnlyWhenTheFormCarriesTheState()
    {
        var data = new ArrayData(new float[Rows * Steps * Features], [Steps, Features], new int[Rows], []);
        Assert.True(Cut(data, WorkForm.Plain).StartsSequences);
        Assert.False(new FormedData(data, WorkForm.Plain).CarriesState);
        var stateful = new WorkForm("stateful") { CarriesState = true };
        Assert.False(Cut(data, stateful).StartsSequences);
        Assert.True(new FormedData(data, stateful).CarriesState);
    }

    static Batch Cut(DataSet data, WorkForm form) => new FormedData(data, form).Cut(new Arena(), Rows, 0, null);

    /// <summary>How many steps of each row there are, from whether there is one at a time.</summary>
    static int[] Lengths(Func<int, IEnumerable<bool>> rows)
    {
        bool[][] there = [.. Enumerable.Range(0, Steps).Select(time => rows(time).ToArray())];
        return [.. Enumerable.Range(0, Rows).Select(row => there.Count(time => time[row]))];
    }
}
