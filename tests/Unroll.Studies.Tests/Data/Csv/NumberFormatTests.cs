using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Tests.Data.Csv;

public sealed class NumberFormatTests : IDisposable
{
    readonly TableSample _sample = new();

    /// <summary>One value tells for the whole column.</summary>
    [Theory]
    [InlineData("12,487|0,5", new[] { 12.487, 0.5 }, "decimal comma")]
    [InlineData("12,487|1,5", new[] { 12.487, 1.5 }, "decimal comma")]
    [InlineData("12,487|1.5", new[] { 12487, 1.5 }, "commas between thousands")]
    [InlineData("12,487|1,234,567", new double[] { 12487, 1234567 }, "commas between thousands")]
    [InlineData("12.487|1.234.567", new double[] { 12487, 1234567 }, "decimal comma, points between thousands")]
    [InlineData("12.487|3.25", new[] { 12.487, 3.25 }, null)]
    [InlineData("12.487|1500", new[] { 12.487, 1500 }, null)]
    [InlineData("12.487|1000", new[] { 12.487, 1000 }, null)]
    [InlineData("12.487|1500|1600", new[] { 12.487, 1500, 1600 }, null)]
    [InlineData("1,234,567|2", new double[] { 1234567, 2 }, "commas between thousands")]
    [InlineData("1.234.567|2", new double[] { 1234567, 2 }, "decimal comma, points between thousands")]
    [InlineData("1,234.5|2", new[] { 1234.5, 2 }, "commas between thousands")]
    [InlineData("1 234,567|12,487", new[] { 1234.567, 12.487 }, "decimal comma, spaces between thousands")]
    [InlineData("1'234.5|−2", new[] { 1234.5, -2 }, "apostrophes between thousands")]
    [InlineData("12|1500", new double[] { 12, 1500 }, null)]
    [InlineData("12.5%|3%", new[] { 12.5, 3 }, "percent signs taken off: '12.5%' counts as 12.5")]
    [InlineData("$12.5|$3", new[] { 12.5, 3 }, null)]
    public void Find_ReadsAllNumbersAlike(string cells, double[] values, string? form)
    {
        TableFile table = Table(cells);
        NumberFormat format = NumberFormat.Find(table, TableSample.Column(table));
        Assert.Equal(values, TableSample.Column(table).Select(cell => format.Read(cell, "a number", withPercent: true)));
        Assert.Equal("read as separated by semicolons" + (form is null ? "" : ", " + form), table.Form);
    }

    [Theory]
    [InlineData("12,487|3,125", "FILE: line 1, column x: '12,487' is 12.487 with a decimal comma and 12487 with a decimal point, and no number of the table tells")]
    [InlineData("12.487|3.125", "FILE: line 1, column x: '12.487' is 12.487 with a decimal point and 12487 with a decimal comma, and no number of the table tells")]
    [InlineData("12.487|3,125", "FILE: line 1, column x: '12.487' is 12.487 with a decimal point and 12487 with a decimal comma, and no number of the table tells")]
    [InlineData("12.487|999", "FILE: line 1, column x: '12.487' is 12.487 with a decimal point and 12487 with a decimal comma")]
    [InlineData("12.487|1 500", "FILE: line 1, column x: '12.487' is 12.487 with a decimal point and 12487 with a decimal comma")]
    [InlineData("12.487|3,125|1500", "FILE: line 1, column x: '12.487' is 12.487 with a decimal point and 12487 with a decimal comma")]
    [InlineData("12.487|3,125|4,125|1500", "FILE: line 1, column x: '12.487' is 12.487 with a decimal point and 12487 with a decimal comma")]
    [InlineData("1500|12,487", "FILE: line 2, column x: '12,487' is 12.487 with a decimal comma")]
    [InlineData("1,5|1.25", "FILE: '1,5' (line 1, column x) has a decimal comma, '1.25' (line 2, column x) a decimal point; write all numbers alike")]
    [InlineData("1,5|2,5|1.25|2.25", "FILE: '1,5' (line 1, column x) has a decimal comma, '1.25' (line 3, column x) a decimal point; write all numbers alike")]
    [InlineData("$1.5|€1.25", "FILE: '$1.5' (line 1, column x) and '€1.25' (line 2, column x) are of different currencies")]
    [InlineData("1.5%|1.25", "FILE: '1.5%' (line 1, column x) has a percent sign, '1.25' (line 2, column x) has none; write all numbers alike")]
    public void Find_AsksOrRefuses_WhereNumbersDoNotTell(string cells, string message)
    {
        TableFile table = Table(cells);
        Assert.StartsWith(message, _sample.Complaint(() => NumberFormat.Find(table, TableSample.Column(table))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DecimalSign.Comma, false, 12.487)]
    [InlineData(DecimalSign.Point, false, 12487)]
    [InlineData(DecimalSign.Comma, true, 12.487)]
    public void Find_TakesWhatTheUserSays(DecimalSign sign, bool isOfAnother, double value)
    {
        TableFile table = Table("12,487|3,125", new TableFormat { Decimal = sign, IsOfAnother = isOfAnother });
        Assert.Equal(value, NumberFormat.Find(table, TableSample.Column(table)).Read(TableSample.Column(table)[0], "a number"));
    }

    [Fact]
    public void Find_TakesWhatTheUserSays_StrictlyOfTheTableItself_AndAsADefaultOfAnother()
    {
        TableFile own = Table("1.5|2", new TableFormat { Decimal = DecimalSign.Comma });
        Assert.Contains("'1.5' is no number with a decimal comma", _sample.Complaint(() =>
            NumberFormat.Find(own, TableSample.Column(own)).Read(TableSample.Column(own)[0], "a number")), StringComparison.Ordinal);
        TableFile points = Table("1,5|2", new TableFormat { Decimal = DecimalSign.Point });
        Assert.Contains("'1,5' is no number with a decimal point; write a number", _sample.Complaint(() =>
            NumberFormat.Find(points, TableSample.Column(points)).Read(TableSample.Column(points)[0], "a number")), StringComparison.Ordinal);
        TableFile other = Table("1.5|2", new TableFormat { Decimal = DecimalSign.Comma, IsOfAnother = true });
        Assert.Equal(1.5, NumberFormat.Find(other, TableSample.Column(other)).Read(TableSample.Column(other)[0], "a number"));
    }

    /// <summary>Another column of the table may tell.</summary>
    [Fact]
    public void Find_AsksTheOtherColumns()
    {
        TableFile table = _sample.Read("12,487;0,5\n3,125;7\n");
        Assert.Equal(12.487, NumberFormat.Find(table, TableSample.Column(table), TableSample.Column(table, 1)).Read(TableSample.Column(table)[0], "a number"));
    }

    [Theory]
    [InlineData("1.2M", "'1.2M' is no number")]
    [InlineData("5%", "'5%' is no number")]
    [InlineData("abc", "'abc' is no number")]
    [InlineData("1e16", "'1e16' is too large a number")]
    [InlineData("9e999", "'9e999' is too large a number")]
    public void Read_Refuses_WhatIsNoNumberHere(string cell, string message)
    {
        TableFile table = Table(cell + "|1");
        NumberFormat format = NumberFormat.Find(table, TableSample.Column(table)[1..]);
        Assert.Contains(message, _sample.Complaint(() => format.Read(TableSample.Column(table)[0], "a number")), StringComparison.Ordinal);
    }

    public void Dispose() => _sample.Dispose();

    TableFile Table(string cells, TableFormat? format = null) =>
        _sample.Read(string.Concat(cells.Split('|').Select(cell => $"{cell};x\n")), (format ?? new TableFormat()) with { Separator = FieldSeparator.Semicolon });
}
