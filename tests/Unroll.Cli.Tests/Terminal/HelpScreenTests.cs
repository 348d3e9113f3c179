using System.CommandLine;
using Unroll.Cli.Terminal;

namespace Unroll.Cli.Tests.Terminal;

public class HelpScreenTests
{
    static string[] Help(int columns)
    {
        using var output = new StringWriter();
        var command = new CommandWithHelp("walk", "a description of a command that is much too long to stand on one line of eighty columns")
        {
            Examples = [("unroll walk --first 1 --second 2 --third 3 --fourth 4 --fifth 5 --sixth", "an example whose meaning has no room beside it")],
        };
        command.Group("Options", new Option<int>("--first") { Description = "an option" });
        new HelpScreen(Screen.On(output), columns).Write(command);
        return output.ToString().ReplaceLineEndings("\n").Split('\n');
    }

    [Fact]
    public void Write_StaysWithinTheColumns_AndPutsAMeaningBelowALongLabel()
    {
        string[] lines = Help(80);
        Assert.All(lines, line => Assert.True(line.Length < 80, line));
        Assert.Contains("      an example whose meaning has no room beside it", lines);
        Assert.Contains("  --first  an option", lines);
    }

    [Fact]
    public void Write_PutsAMeaningBesideItsLabel_WhereThereIsRoom() =>
        Assert.Contains("  unroll walk --first 1 --second 2 --third 3 --fourth 4 --fifth 5 --sixth  an example whose meaning has no room", Help(200));
}
