using Unroll.Data;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Tests.Data;

public class WindowDataTests
{
    static readonly int[] s_text = [.. Enumerable.Range(0, 23).Select(i => i % 6)];

    [Fact]
    public void Cut_GivesEveryWindowWithItsNextCharacter_InOrder()
    {
        var data = new WindowData(s_text, 5, 6, CharacterInput.Embedding);
        var arena = new Arena();
        Assert.Equal(18, data.Count);
        Assert.Equal(3, data.BatchCount(7));
        for (int index = 0; index < 3; index++)
        {
            arena.Reset();
            Batch batch = data.Cut(arena, 7, index, order: null);
            int rows = index < 2 ? 7 : 4;
            Assert.Equal(new Shape(5, rows), batch.Inputs.Shape);
            Assert.Equal(rows, batch.Weight);
            for (int row = 0; row < rows; row++)
            {
                int start = (7 * index) + row;
                for (int time = 0; time < 5; time++)
                    Assert.Equal(s_text[start + time], batch.Inputs.Ids[(time * rows) + row]);
                Assert.Equal(s_text[start + 5], batch.Targets.Ids[row]);
            }
        }
    }

    [Fact]
    public void Cut_TakesEveryWindowOnce_WhenShuffled()
    {
        int[] text = [.. Enumerable.Range(0, 50)];
        var data = new WindowData(text, 3, 50, CharacterInput.Embedding);
        var arena = new Arena();
        var targets = new List<int>();
        for (int index = 0; index < data.BatchCount(8); index++)
        {
            arena.Reset();
            targets.AddRange(data.Cut(arena, 8, index, RandomKey.FromSeed(1)).Targets.Ids.ToArray());
        }

        Assert.NotEqual(Enumerable.Range(3, 47), targets);
        Assert.Equal(Enumerable.Range(3, 47), targets.Order());
    }

    [Fact]
    public void Cut_WritesScalarsAndOneHotRows()
    {
        var arena = new Arena();
        Batch scalar = new WindowData(s_text, 2, 6, CharacterInput.Scalar).Cut(arena, 3, 0, order: null);
        Assert.Equal(new Shape(2, 3, 1), scalar.Inputs.Shape);
        Assert.Equal([0, 1 / 6f, 2 / 6f, 1 / 6f, 2 / 6f, 3 / 6f], scalar.Inputs.Values.ToArray());

        arena.Allocate(new Shape(500)).Values.Fill(7);
        arena.Reset();
        Batch oneHot = new WindowData(s_text, 2, 6, CharacterInput.OneHot).Cut(arena, 2, 0, order: null);
        Assert.Equal(new Shape(2, 2, 6), oneHot.Inputs.Shape);
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0], oneHot.Inputs.Values.ToArray());
    }

    /// <summary>As one-hot rows, this batch would have 2.3 thousand million numbers.</summary>
    [Fact]
    public void Cut_WritesOneIdForACharacter_HoweverManySymbolsThereAre()
    {
        const int Symbols = 180_128;
        int[] text = [.. Enumerable.Range(0, 300).Select(i => i * 600)];
        var arena = new Arena();
        Batch batch = new WindowData(text, 100, Symbols, CharacterInput.Embedding).Cut(arena, 128, 0, order: null);
        Assert.Equal(12_800, batch.Inputs.Ids.Length);
        Assert.Equal(0, arena.Used);
    }

    [Fact]
    public void Constructor_Throws_WhenTheTextIsNotLongerThanAWindow() =>
        Assert.Throws<ArgumentException>(() => new WindowData(new int[5], 5, 6, CharacterInput.Scalar));
}
