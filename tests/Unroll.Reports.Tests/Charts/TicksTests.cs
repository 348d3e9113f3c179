using Unroll.Reports.Charts;

namespace Unroll.Reports.Tests.Charts;

public class TicksTests
{
    [Theory]
    [InlineData(0, 1, 5, "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 100, 5, "0 20 40 60 80 100")]
    [InlineData(-3, 3, 4, "−2 0 2")]
    [InlineData(0.993, 1.001, 4, "0.994 0.996 0.998 1.000")]
    [InlineData(0, 25_000, 5, "0 5,000 10,000 15,000 20,000 25,000")]
    [InlineData(0, 3e-7, 3, "0 1e−7 2e−7 3e−7")]
    public void Linear_StepsInOnesTwosAndFives(double least, double most, int count, string expected) =>
        Assert.Equal(expected, Texts(LinearTicks.Between(least, most, count)));

    [Theory]
    [InlineData(0.001, 1, "0.001 0.002 0.005 0.01 0.02 0.05 0.1 0.2 0.5 1")]
    [InlineData(0.3, 4, "0.5 1 2")]
    [InlineData(1.1, 3.4, "1.5 2.0 2.5 3.0")]
    [InlineData(1e-12, 1, "1e−12 1e−9 1e−6 0.001 1")]
    public void Logarithmic_StepsInPowersOfTen(double least, double most, string expected) =>
        Assert.Equal(expected, Texts(LogarithmicTicks.Between(least, most, 5)));

    [Theory]
    [InlineData("2012-05-18", "2019-02-01", 6, "2014 2016 2018")]
    [InlineData("2018-11-20", "2019-12-30", 6, "2019-01 2019-04 2019-07 2019-10")]
    [InlineData("2020-02-27", "2020-03-03", 6, "2020-02-27 2020-02-28 2020-02-29 2020-03-01 2020-03-02 2020-03-03")]
    public void Dates_StandAtTheBeginningsOfYearsAndMonths(string from, string to, int count, string expected) =>
        Assert.Equal(expected, Texts(DateTicks.Between(Day(from), Day(to), count)));

    [Theory]
    [InlineData(0.123456, "0.1235")]
    [InlineData(-12.3456, "−12.35")]
    [InlineData(1234.4, "1,234")]
    [InlineData(9.99999, "10")]
    [InlineData(0.00001234, "1.234e−5")]
    [InlineData(double.NaN, "–")]
    public void NumberText_HasFourDigits(double value, string expected) => Assert.Equal(expected, NumberText.Of(value));

    static double Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd").DayNumber;

    static string Texts(IReadOnlyList<Tick> ticks) => string.Join(' ', ticks.Select(tick => tick.Text));
}
