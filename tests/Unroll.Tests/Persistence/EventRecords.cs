using System.Buffers.Binary;
using Unroll.Tests.Persistence.Protos;

namespace Unroll.Tests.Persistence;

/// <summary>Reads event files with other people's parser, and checks the framing and both checksums with a bitwise CRC of its own.</summary>
static class EventRecords
{
    const int LengthBytes = 8, ChecksumBytes = 4;

    /// <summary>All events of a file.</summary>
    public static List<Event> Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        var events = new List<Event>();
        for (int at = 0; at < bytes.Length;)
        {
            Span<byte> length = Take(bytes, ref at, LengthBytes);
            Assert.Equal(Masked(length), BinaryPrimitives.ReadUInt32LittleEndian(Take(bytes, ref at, ChecksumBytes)));
            Span<byte> data = Take(bytes, ref at, checked((int)BinaryPrimitives.ReadUInt64LittleEndian(length)));
            Assert.Equal(Masked(data), BinaryPrimitives.ReadUInt32LittleEndian(Take(bytes, ref at, ChecksumBytes)));
            events.Add(Event.Parser.ParseFrom(data));
        }

        return events;
    }

    /// <summary>The events of the only event file in a folder, without the version that begins it.</summary>
    public static List<Event> ReadFolder(string folder)
    {
        List<Event> events = Read(Assert.Single(Directory.GetFiles(folder, "events.out.tfevents.*")));
        Assert.Equal("brain.Event:2", events[0].FileVersion);
        Assert.DoesNotContain(events[1..], entry => entry.WhatCase == Event.WhatOneofCase.FileVersion);
        return events[1..];
    }

    /// <summary>Step and number of all scalars of a tag.</summary>
    public static (long Step, float Value)[] Scalars(IEnumerable<Event> events, string tag) =>
        [.. from entry in events from value in entry.Summary.Value where value.Tag == tag select (entry.Step, value.SimpleValue)];

    static uint Masked(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
        }

        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xa282ead8;
    }

    static Span<byte> Take(byte[] bytes, ref int at, int count)
    {
        at += count;
        return bytes.AsSpan(at - count, count);
    }
}
