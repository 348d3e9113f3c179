using Unroll.Studies.Tasks.Text;

namespace Unroll.Studies.Tests.Tasks.Text;

public class TextFeaturesTests
{
    [Theory]
    [InlineData("quotation marks", "a\"b\"c", "01100")]
    [InlineData("quotation marks", "«a» “b”", "1100110")]
    [InlineData("brackets", "a(b)[c]", "0110110")]
    [InlineData("the place in the line", "ab\ncd\n", "120120")]
    [InlineData("the indentation", "  ab\n c", "1222011")]
    [InlineData("the indentation", "a  b\n\n\tc", "00000011")]
    [InlineData("the length of the word", "ab, cde", "1200123")]
    [InlineData("capital letters", "aBÉ d", "01100")]
    public void Feature_HasAValueForEachSymbol(string name, string text, string expected) =>
        Assert.Equal(expected.Select(digit => digit - '0'), Of(name, text).Select(value => (int)value));

    [Fact]
    public void Correlation_IsPearsons()
    {
        Assert.Equal(1, TextFeatures.Correlation([1, 2, 3], [10, 20, 30]), 12);
        Assert.Equal(-1, TextFeatures.Correlation([1, 2, 3], [3, 2, 1]), 12);
        Assert.Equal(0.5, TextFeatures.Correlation([1, 2, 3], [1, 3, 2]), 12);
        Assert.Equal(0, TextFeatures.Correlation([1, 2, 3], [5, 5, 5]));
    }

    static double[] Of(string name, string text) =>
        TextFeatures.Of([.. text.Select(letter => letter.ToString())]).Single(feature => feature.Name == name).Values;
}
