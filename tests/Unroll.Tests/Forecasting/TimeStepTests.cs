using Unroll.Forecasting;

namespace Unroll.Tests.Forecasting;

public sealed class TimeStepTests
{
    [Fact]
    public void After_CountsMonthsFromTheStart()
    {
        var middle = new TimeIndex(new DateTime(2024, 1, 30), TimeStep.Month);
        Assert.Equal([new(2024, 1, 30), new(2024, 2, 29), new(2024, 3, 30)], Enumerable.Range(0, 3).Select(i => middle[i]));
    }

    [Fact]
    public void After_StaysOnTheLastDayOfTheMonth()
    {
        var ends = new TimeIndex(new DateTime(2024, 2, 29), TimeStep.Month);
        Assert.Equal([new(2024, 1, 31), new(2024, 2, 29), new(2024, 3, 31), new(2024, 4, 30)], Enumerable.Range(-1, 4).Select(i => ends[i]));
        Assert.Equal(new DateTime(2023, 12, 31), new TimeIndex(new DateTime(2023, 9, 30), TimeStep.Quarter)[1]);
    }

    /// <summary>Each business day of nearly four centuries is a step from the one before, and all are found again.</summary>
    [Fact]
    public void After_LeavesOutWeekends()
    {
        var days = new TimeIndex(new DateTime(1900, 1, 1, 16, 30, 0), TimeStep.BusinessDay);
        DateTime day = days.Start;
        for (int i = 0; i < 100_000; i++, day = day.AddDays(day.DayOfWeek == DayOfWeek.Friday ? 3 : 1))
            Assert.Equal(day, days[i]);
        Assert.Equal([new(1899, 12, 28, 16, 30, 0), new(1899, 12, 29, 16, 30, 0), days.Start], Enumerable.Range(-2, 3).Select(i => days[i]));
        Assert.Equal(new DateTime(2024, 1, 9), TimeStep.BusinessDay.After(new DateTime(2024, 1, 6), 1));
        Assert.Equal(("1 business day", TimeSpan.Zero, 0), (TimeStep.BusinessDay.ToString(), TimeStep.BusinessDay.Span, TimeStep.BusinessDay.Months));
    }

    [Theory]
    [InlineData(1, "1 h")]
    [InlineData(0.25, "15 min")]
    [InlineData(24, "1 day")]
    [InlineData(168, "7 days")]
    public void ToString_SaysTheSpan(double hours, string text) => Assert.Equal(text, TimeStep.Of(TimeSpan.FromHours(hours)).ToString());

    [Fact]
    public void Of_RefusesWhatIsNoStep()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeStep.Of(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeStep.OfMonths(0));
        Assert.Equal("3 months", TimeStep.Quarter.ToString());
        Assert.Throws<ArgumentException>("step", () => new TimeIndex(new DateTime(2024, 1, 1), default));
    }

    [Fact]
    public void Calendar_IsAnAngle_OfWhatDiffersBetweenSteps()
    {
        Assert.Equal([CalendarFeature.HourOfDay, CalendarFeature.DayOfWeek], Calendar.Of(TimeStep.Hour));
        Assert.Equal([CalendarFeature.DayOfWeek, CalendarFeature.DayOfYear], Calendar.Of(TimeStep.Day));
        Assert.Equal(Calendar.Of(TimeStep.Day), Calendar.Of(TimeStep.BusinessDay));
        Assert.Equal([CalendarFeature.DayOfYear], Calendar.Of(TimeStep.Week));
        Assert.Empty(Calendar.Of(TimeStep.Year));
        float[] angles = new float[4];
        Calendar.Write(new DateTime(2024, 1, 4, 6, 0, 0), [CalendarFeature.HourOfDay, CalendarFeature.DayOfWeek], angles);
        Assert.Equal([1, 0, (float)Math.Sin(6 * Math.PI / 7), (float)Math.Cos(6 * Math.PI / 7)], angles, (a, b) => Math.Abs(a - b) < 1e-6);
    }
}
