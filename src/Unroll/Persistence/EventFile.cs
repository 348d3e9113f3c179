using System.Buffers.Binary;
using System.Globalization;

namespace Unroll.Persistence;

/// <summary>
/// A TensorBoard event file (<c>events.out.tfevents.SECONDS.HOST.PROCESS.NUMBER</c>): scalars, histograms and texts by tag and step. Records wait in memory,
/// and <see cref="Flush"/> appends them to the file, which is open at no other time. The file appears with the first record.
/// </summary>
/// <remarks>
/// A record is: length (8 bytes, little-endian), its masked CRC-32C, the data, their masked CRC-32C; the data are an <c>Event</c> message of TensorBoard's
/// <c>event.proto</c>. The first one names the version, <c>brain.Event:2</c>.
/// </remarks>
sealed class EventFile
{
    const string Version = "brain.Event:2";
    const int HeaderLength = 12;
    const int FlushAt = 1 << 20;

    static int s_files;

    readonly string _folder;
    readonly TimeProvider _clock;
    readonly EventMessages _messages = new();

    /// <summary>A new file with a name of its own.</summary>
    /// <param name="folder">Where it goes; made when it is not there.</param>
    /// <param name="clock">The time of the records; null for the system's.</param>
    public EventFile(string folder, TimeProvider? clock = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        (_folder, _clock) = (folder, clock ?? TimeProvider.System);
        int number = Interlocked.Increment(ref s_files) - 1;
        FilePath = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture,
            $"events.out.tfevents.{_clock.GetUtcNow().ToUnixTimeSeconds():D10}.{Environment.MachineName}.{Environment.ProcessId}.{number}"));
    }

    /// <summary>The file.</summary>
    public string FilePath { get; private set; }

    /// <summary>Bytes of it that are on the disk.</summary>
    public long Length { get; private set; }

    /// <summary>Adds a number.</summary>
    /// <param name="tag">What it is: <c>epoch_loss</c>.</param>
    /// <param name="value">The number.</param>
    /// <param name="step">When.</param>
    public void AddScalar(string tag, double value, long step)
    {
        int start = Begin();
        _messages.Scalar(Now, step, tag, (float)value);
        End(start);
    }

    /// <summary>Adds how numbers are spread: 30 buckets of one width.</summary>
    /// <param name="tag">What they are: <c>lstm/kernel/histogram</c>.</param>
    /// <param name="values">The numbers; those that are not finite are left out.</param>
    /// <param name="step">When.</param>
    public void AddHistogram(string tag, ReadOnlySpan<float> values, long step)
    {
        int start = Begin();
        _messages.Histogram(Now, step, tag, values);
        End(start);
    }

    /// <summary>Adds a text, which TensorBoard shows as Markdown.</summary>
    /// <param name="tag">What it is: <c>sample</c>.</param>
    /// <param name="text">The text.</param>
    /// <param name="step">When.</param>
    public void AddText(string tag, string text, long step)
    {
        int start = Begin();
        _messages.Text(Now, step, tag, text);
        End(start);
    }

    /// <summary>Appends what waits to the file.</summary>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public void Flush()
    {
        ProtobufWriter waiting = _messages.Writer;
        if (waiting.Length == 0)
            return;
        OutputFile.Write("TensorBoard", FilePath, path =>
        {
            // TensorBoard reads the file while it grows.
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            file.Write(waiting.From(0));
        });
        Length += waiting.Length;
        waiting.Clear();
    }

    /// <summary>
    /// Goes on with a file of the same folder from where a checkpoint left it; what was written later is cut off. Without that file, a new one begins.
    /// </summary>
    /// <param name="name">The file's name.</param>
    /// <param name="length">Its length then.</param>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public void Resume(string name, long length)
    {
        string path = Path.Combine(_folder, Path.GetFileName(name));
        if (length == 0 || !File.Exists(path) || new FileInfo(path).Length < length)
            return;
        OutputFile.Write("TensorBoard", path, existing =>
        {
            using var file = new FileStream(existing, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            file.SetLength(length);
        });
        (FilePath, Length) = (path, length);
        _messages.Writer.Clear();
    }

    /// <summary>Seconds since 1970.</summary>
    double Now => (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;

    int Begin()
    {
        if (Length == 0 && _messages.Writer.Length == 0)
        {
            int first = BeginRecord();
            _messages.Version(Now, Version);
            EndRecord(first);
        }

        return BeginRecord();
    }

    void End(int start)
    {
        EndRecord(start);
        if (_messages.Writer.Length >= FlushAt)
            Flush();
    }

    int BeginRecord()
    {
        _messages.Writer.Append(HeaderLength);
        return _messages.Writer.Length;
    }

    void EndRecord(int start)
    {
        ProtobufWriter writer = _messages.Writer;
        uint checksum = MaskedCrc32C.Of(writer.From(start));
        Span<byte> header = writer.From(start - HeaderLength)[..HeaderLength];
        BinaryPrimitives.WriteInt64LittleEndian(header, writer.Length - start);
        BinaryPrimitives.WriteUInt32LittleEndian(header[sizeof(long)..], MaskedCrc32C.Of(header[..sizeof(long)]));
        BinaryPrimitives.WriteUInt32LittleEndian(writer.Append(sizeof(uint)), checksum);
    }
}
