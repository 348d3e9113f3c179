using Unroll.Studies.Data.Prices;
using Unroll.Studies.Tests.Data.Csv;

namespace Unroll.Studies.Tests.Data.Prices;

public sealed class PriceLayoutTests : IDisposable
{
    readonly TableSample _sample = new();

    [Theory]
    [InlineData("", null)]
    [InlineData("Prices of A\n", "line 1 above the header was passed over")]
    [InlineData("\nPrices of A\n", "line 2 above the header was passed over")]
    [InlineData("Prices of A\nin dollars\n", "2 lines above the header were passed over")]
    [InlineData("Prices of A\n\nin dollars\nall adjusted\n", "3 lines above the header were passed over")]
    public void Find_SaysWhichLinesAboveTheHeaderWerePassedOver(string above, string? remark)
    {
        string days = string.Concat(Enumerable.Range(2, 4).Select(day => $"2023-01-0{day},1,2,1,1.5,1\n"));
        PriceHistory history = PriceFile.Read(_sample.Write(above + "Date,Open,High,Low,Close,Volume\n" + days));
        Assert.Equal(4, history.Days.Count);
        Assert.Equal(remark is null ? [] : [remark], history.Remarks.Where(one => one.Contains("above the header", StringComparison.Ordinal)));
    }

    public void Dispose() => _sample.Dispose();
}
