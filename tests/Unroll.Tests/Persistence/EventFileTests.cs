using Unroll.Persistence;
using Unroll.Tests.Persistence.Protos;

namespace Unroll.Tests.Persistence;

public sealed class EventFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly ManualClock _clock = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The bytes of REFERENCE's two records.</summary>
    [Fact]
    public void Flush_WritesTheGoldenBytes()
    {
        _clock.Seconds = 1;
        var file = new EventFile(_folder.Path, _clock);
        file.AddScalar("warm-up", 0, 0);
        file.Flush();
        const string version = "1800000000000000a37f4b2209000000000000f03f1a0d627261696e2e4576656e743a3286bf577a";
        string written = Convert.ToHexStringLower(File.ReadAllBytes(file.FilePath));
        Assert.StartsWith(version, written, StringComparison.Ordinal);
        long before = file.Length;

        _clock.Seconds = 2;
        file.AddScalar("loss", 0.5, 3);
        file.Flush();
        Assert.Equal("1a00000000000000129bd82d09000000000000004010032a0d0a0b0a046c6f7373150000003fbac36b94",
            Convert.ToHexStringLower(File.ReadAllBytes(file.FilePath).AsSpan((int)before)));
    }

    [Fact]
    public void Constructor_NamesTheFileAsTensorBoardDoes()
    {
        _clock.Seconds = 1_700_000_000.5;
        var first = new EventFile(_folder.Path, _clock);
        var second = new EventFile(_folder.Path, _clock);
        Assert.StartsWith("events.out.tfevents.1700000000.", Path.GetFileName(first.FilePath), StringComparison.Ordinal);
        Assert.NotEqual(first.FilePath, second.FilePath);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void Records_AreReadBack_ByGooglesParser()
    {
        _clock.Seconds = 12.25;
        var file = new EventFile(_folder.File("train"), _clock);
        file.AddScalar("epoch_loss", 0, 0);
        file.AddHistogram("kernel/histogram", [-1, 0, 2], 7);
        file.AddText("sample", "naïve 🦊\nline", 8);
        file.AddScalar("huge", double.NaN, long.MaxValue);
        file.Flush();

        List<Event> events = EventRecords.ReadFolder(_folder.File("train"));
        Assert.Equal(4, events.Count);
        Assert.All(events, entry => Assert.Equal(12.25, entry.WallTime));
        Assert.Equal([0, 7, 8, long.MaxValue], events.Select(entry => entry.Step));

        Summary.Types.Value scalar = Assert.Single(events[0].Summary.Value);
        Assert.Equal(Summary.Types.Value.ValueOneofCase.SimpleValue, scalar.ValueCase);
        Assert.Equal(("epoch_loss", 0f), (scalar.Tag, scalar.SimpleValue));

        HistogramProto histogram = Assert.Single(events[1].Summary.Value).Histo;
        Assert.Equal((-1, 2, 3, 1, 5), (histogram.Min, histogram.Max, histogram.Num, histogram.Sum, histogram.SumSquares));
        Assert.Equal(30, histogram.BucketLimit.Count);
        Assert.Equal(30, histogram.Bucket.Count);
        Assert.Equal((1, 1, 1), (histogram.Bucket[0], histogram.Bucket[10], histogram.Bucket[29]));

        Summary.Types.Value text = Assert.Single(events[2].Summary.Value);
        Assert.Equal(("sample", "text", DataClass.Tensor), (text.Tag, text.Metadata.PluginData.PluginName, text.Metadata.DataClass));
        Assert.Equal(7, text.Tensor.Dtype);
        Assert.NotNull(text.Tensor.TensorShape);
        Assert.Empty(text.Tensor.TensorShape.Dim);
        Assert.Equal("naïve 🦊\nline", Assert.Single(text.Tensor.StringVal).ToStringUtf8());

        Assert.True(float.IsNaN(Assert.Single(events[3].Summary.Value).SimpleValue));
    }

    [Fact]
    public void Resume_CutsOffWhatCameLater_AndGoesOn()
    {
        var file = new EventFile(_folder.Path, _clock);
        file.AddScalar("a", 1, 1);
        file.Flush();
        long length = file.Length;
        file.AddScalar("a", 2, 2);
        file.Flush();

        var resumed = new EventFile(_folder.Path, _clock);
        resumed.Resume(Path.GetFileName(file.FilePath), length);
        resumed.AddScalar("a", 3, 2);
        resumed.Flush();
        Assert.Equal([(1, 1f), (2, 3f)], EventRecords.Scalars(EventRecords.ReadFolder(_folder.Path), "a"));
    }

    [Fact]
    public void Resume_BeginsAnew_WhenTheFileIsGone()
    {
        var file = new EventFile(_folder.Path, _clock);
        file.Resume("events.out.tfevents.gone", 100);
        file.AddScalar("a", 1, 1);
        file.Flush();
        Assert.Equal([(1, 1f)], EventRecords.Scalars(EventRecords.ReadFolder(_folder.Path), "a"));
    }

    [Fact]
    public void Flush_Throws_WhenTheFolderCannotBeMade()
    {
        File.WriteAllText(_folder.File("taken"), "");
        var file = new EventFile(_folder.File("taken"), _clock);
        file.AddScalar("a", 1, 1);
        var error = Assert.Throws<IOException>(file.Flush);
        Assert.Contains(file.FilePath, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("TensorBoard cannot write", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddScalar_AllocatesNothing_OnceItsMemoryIsLargeEnough()
    {
        var file = new EventFile(_folder.Path, _clock);
        void Fill()
        {
            for (int i = 0; i < 100; i++)
                file.AddScalar("batch_loss", i, i);
        }

        Fill();
        file.Flush();
        Fill();
        file.Flush();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fill();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
