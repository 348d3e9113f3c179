using Unroll.Data;
using Unroll.Tensors;

namespace Unroll.Tests.Data;

public class StreamDataTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void Cut_FollowsEachStream_ToItsEnd(int rows)
    {
        int[] text = [.. Enumerable.Range(0, 47)];
        var data = new StreamData(text, 6, 47, CharacterInput.Embedding);
        var arena = new Arena();
        var streams = Enumerable.Range(0, rows).Select(_ => new List<int>()).ToArray();
        for (int index = 0; index < data.BatchCount(rows); index++)
        {
            arena.Reset();
            Batch batch = data.Cut(arena, rows, index, order: null);
            Assert.Equal(index == 0, batch.StartsSequences);
            Assert.Equal(batch.Inputs.Shape.Length, batch.Weight);
            for (int time = 0; time < batch.Inputs.Shape[0]; time++)
                for (int row = 0; row < rows; row++)
                {
                    streams[row].Add(batch.Inputs.Ids[(time * rows) + row]);
                    Assert.Equal(streams[row][^1] + 1, batch.Targets.Ids[(time * rows) + row]);
                }
        }

        int length = 46 / rows;
        for (int row = 0; row < rows; row++)
            Assert.Equal(Enumerable.Range(row * length, length), streams[row]);
    }

    [Fact]
    public void Constructor_Throws_WhenNothingFollows() => Assert.Throws<ArgumentException>(() => new StreamData(new int[1], 5, 6, CharacterInput.Embedding));
}
