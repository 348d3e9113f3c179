using Unroll.Persistence;

namespace Unroll.Tests.Persistence;

public class MaskedCrc32CTests
{
    [Fact]
    public void Plain_IsTheStandardsCheckValue() => Assert.Equal(0xe3069283u, MaskedCrc32C.Plain("123456789"u8));

    [Fact]
    public void Of_IsTensorBoardsOwnVector()
    {
        Assert.Equal(0xc78ab0e5u, MaskedCrc32C.Of("123456789"u8));
        Assert.Equal(0x5794d08au, MaskedCrc32C.Of("\u001a\u0011CRC test, one two"u8));
    }
}
