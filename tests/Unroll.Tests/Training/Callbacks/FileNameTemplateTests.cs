using Unroll.Training.Callbacks;


namespace Unroll.Tests.Training.Callbacks;

public class FileNameTemplateTests
{
    static readonly Dictionary<string, double> s_values = new() { ["epoch"] = 3, ["val_loss"] = 1.23456, ["small"] = 0.000123, ["below"] = -1.5 };

    /// <summary>What Python's str.format gives.</summary>
    [Theory]
    [InlineData("{epoch:02d}-{val_loss:.2f}.safetensors", "03-1.23.safetensors")]
    [InlineData("{epoch}", "3")]
    [InlineData("{epoch:d}|{epoch:3d}|{epoch:03d}", "3|  3|003")]
    [InlineData("{val_loss:f}|{val_loss:7.3f}|{val_loss:07.3f}", "1.234560|  1.235|001.235")]
    [InlineData("{small:.2e}|{below:06.1f}", "1.23e-04|-001.5")]
    [InlineData("plain", "plain")]
    public void Fill_FormatsAsPython(string template, string expected) => Assert.Equal(expected, FileNameTemplate.Fill(template, s_values));

    [Fact]
    public void Fill_Throws_ListingTheNames_WhenOneIsMissing()
    {
        var error = Assert.Throws<ArgumentException>(() => FileNameTemplate.Fill("{val_accuracy:.2f}", s_values));
        Assert.Contains("'val_accuracy'", error.Message, StringComparison.Ordinal);
        Assert.Contains("epoch, val_loss, small", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{epoch:x}")]
    [InlineData("{val_loss:d}")]
    [InlineData("{epoch:.2d}")]
    public void Fill_Throws_WhenTheFormatIsUnknown(string template) => Assert.Throws<ArgumentException>(() => FileNameTemplate.Fill(template, s_values));
}
