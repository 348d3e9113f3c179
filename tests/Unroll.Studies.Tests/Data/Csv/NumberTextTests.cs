using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Tests.Data.Csv;

public class NumberTextTests
{
    /// <summary>What a cell is with a decimal point and with a decimal comma; "" where it cannot be.</summary>
    [Theory]
    [InlineData("12", "12", "12")]
    [InlineData("-3.5", "-3.5", "")]
    [InlineData("+3,5", "", "3.5")]
    [InlineData("12,487", "12487", "12.487")]
    [InlineData("12.487", "12.487", "12487")]
    [InlineData("0,487", "", "0.487")]
    [InlineData("1,035.61", "1035.61", "")]
    [InlineData("1.035,61", "", "1035.61")]
    [InlineData("1,493,300", "1493300", "")]
    [InlineData("1.493.300", "", "1493300")]
    [InlineData("12,34,567.5", "1234567.5", "")]
    [InlineData("1 234,5", "", "1234.5")]
    [InlineData("1\u00A0234\u00A0567", "1234567", "1234567")]
    [InlineData("1\u202F234,567", "", "1234.567")]
    [InlineData("1'234.50", "1234.50", "")]
    [InlineData("1’234’567.50", "1234567.50", "")]
    [InlineData("$1050.96", "1050.96", "")]
    [InlineData("-$ 5.25", "-5.25", "")]
    [InlineData("€-5,25", "", "-5.25")]
    [InlineData("5,25 €", "", "5.25")]
    [InlineData("−0.5", "-0.5", "")]
    [InlineData("12.5%", "12.5", "")]
    [InlineData("0,1 %", "", "0.1")]
    [InlineData("1.22M", "1.22", "")]
    [InlineData("1.5E-03", "1.5E-03", "")]
    [InlineData("1,5e3", "", "1.5e3")]
    [InlineData(".5", ".5", "")]
    [InlineData("5.", "5.", "")]
    public void Read_GivesTheDigits_InBothReadings(string cell, string point, string comma)
    {
        NumberText number = NumberText.Parse(cell)!.Value;
        Assert.Equal(point, number.Read('.') ?? "");
        Assert.Equal(comma, number.Read(',') ?? "");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1.2.3")]
    [InlineData("12-3")]
    [InlineData("--3")]
    [InlineData("2018-12-31")]
    [InlineData("12:30")]
    [InlineData("1,23,4")]
    [InlineData("1,234,56")]
    [InlineData("12345,678,901")]
    [InlineData("1 23")]
    [InlineData("1 234 56")]
    [InlineData("$$5")]
    [InlineData("5%%")]
    [InlineData("5KM")]
    [InlineData("0x1F")]
    [InlineData("∞")]
    [InlineData("1e")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("Vol.")]
    [InlineData("M")]
    public void Parse_IsNull_OfWhatIsNoNumber(string cell) => Assert.Null(NumberText.Parse(cell));

    [Theory]
    [InlineData("1.2K", 1e3)]
    [InlineData("1.2 m", 1e6)]
    [InlineData("1.2B", 1e9)]
    [InlineData("1.2", 1)]
    public void Multiple_IsThatOfTheLetter(string cell, double multiple) => Assert.Equal(multiple, NumberText.Parse(cell)!.Value.Multiple);
}
