using Unroll.Peers;

namespace Unroll.Studies.Tests.Bench.Peers;

public sealed class ProtoMessageTests
{
    /// <summary>The examples of the format's own description, the ends of the bytes, and −1.</summary>
    [Fact]
    public void ToBytes_AreTheFieldsInTheirOrder()
    {
        Assert.Equal("089601", Convert.ToHexStringLower(new ProtoMessage().Integer(1, 150).ToBytes()));
        Assert.Equal("08800108ff7f", Convert.ToHexStringLower(new ProtoMessage().Integer(1, 128).Integer(1, 16383).ToBytes()));
        Assert.Equal("120774657374696e67", Convert.ToHexStringLower(new ProtoMessage().Text(2, "testing").ToBytes()));
        Assert.Equal("1a03089601", Convert.ToHexStringLower(new ProtoMessage().Message(3, new ProtoMessage().Integer(1, 150)).ToBytes()));
        Assert.Equal("18ffffffffffffffffff01", Convert.ToHexStringLower(new ProtoMessage().Integer(3, -1).ToBytes()));
        Assert.Equal("a001024a0101", Convert.ToHexStringLower(new ProtoMessage().Integer(20, 2).Bytes(9, [1]).ToBytes()));
    }
}
