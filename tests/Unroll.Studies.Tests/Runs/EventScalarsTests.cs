using Unroll.Persistence;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tests.Runs;

public sealed class EventScalarsTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Read_GivesTheNumbersOfATag_ByStep_OverAllFiles()
    {
        EventFile first = new(_folder.Path), second = new(_folder.Path);
        first.AddScalar("loss", 2, 300);
        first.AddScalar("batch_loss", 0.5, 1L << 40);
        first.AddText("batch_loss", "no number", 5);
        first.AddHistogram("batch_loss", [1, 2], 6);
        first.AddScalar("batch_loss", 8, 100);
        first.Flush();
        second.AddScalar("batch_loss", double.NaN, 200);
        second.AddScalar("batch_loss", 4, 100);
        second.Flush();
        Assert.Equal([(100, 4), (200, double.NaN), (1L << 40, 0.5)], EventScalars.Read(_folder.Path, "batch_loss"));
        Assert.Empty(EventScalars.Read(_folder.Path, "batch_los"));
    }

    /// <summary>Of a file that was cut short or damaged, the whole records before that count.</summary>
    [Fact]
    public void Read_EndsWhereAFileIsDamaged()
    {
        var file = new EventFile(_folder.Path);
        for (int step = 1; step <= 3; step++)
            file.AddScalar("loss", step, step);
        file.Flush();
        byte[] whole = File.ReadAllBytes(file.FilePath);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(file.FilePath, whole[..length]);
            Assert.Equal(Enumerable.Range(1, 3).Take(EventScalars.Read(_folder.Path, "loss").Count).Select(step => ((long)step, (double)step)),
                EventScalars.Read(_folder.Path, "loss"));
        }

        Assert.Equal(2, EventScalars.Read(_folder.Path, "loss").Count);
        for (int place = 0; place < whole.Length; place++)
        {
            byte[] damaged = [.. whole];
            damaged[place] ^= 0x80;
            File.WriteAllBytes(file.FilePath, damaged);
            Assert.InRange(EventScalars.Read(_folder.Path, "loss").Count, 0, 3);
        }
    }

    public void Dispose() => _folder.Dispose();
}
