using Unroll.Cli.Terminal;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Tests.Terminal;

public class FigureTableTests
{
    [Fact]
    public void Write_NamesACharacterThatCannotBeSeen_AndShortensAFigureWithoutEnd()
    {
        using var output = new StringWriter();
        FigureTable.Write(Screen.On(output), new PredictionTable(["character", "probability"], [[" ", 0.5], ["\n", 0.25], ["e", 9.7e29]], []));
        string table = output.ToString();
        Assert.Contains("│ U+0020    │      0.5000 │", table, StringComparison.Ordinal);
        Assert.Contains("│ U+000A    │      0.2500 │", table, StringComparison.Ordinal);
        Assert.Contains("│ e         │  9.7000e+29 │", table, StringComparison.Ordinal);
    }
}
