using Google.Protobuf;
using Unroll.Persistence;
using Unroll.Tests.Persistence.Protos;

namespace Unroll.Tests.Persistence;

public class ProtobufWriterTests
{
    /// <summary>Lengths around 2⁷ and 2¹⁴, where the length of a message needs one byte more.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(120)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16_380)]
    [InlineData(16_384)]
    [InlineData(70_000)]
    public void End_WritesTheLengthBeforeTheMessage(int characters)
    {
        string tag = new('x', characters);
        var writer = new ProtobufWriter();
        writer.Integer(2, 1L << 40);
        int summary = writer.Begin(5);
        int value = writer.Begin(1);
        writer.Text(1, tag);
        writer.Single(2, 0.25f);
        writer.End(value);
        writer.End(summary);

        var expected = new Event { Step = 1L << 40, Summary = new Summary() };
        expected.Summary.Value.Add(new Summary.Types.Value { Tag = tag, SimpleValue = 0.25f });
        Event read = Event.Parser.ParseFrom(writer.From(0));
        // Google's writer leaves out an empty tag, which reads the same.
        Assert.Equal(expected, read);
        Assert.Equal(characters == 0 ? expected.ToByteArray().Length + 2 : expected.ToByteArray().Length, writer.Length);
    }
}
