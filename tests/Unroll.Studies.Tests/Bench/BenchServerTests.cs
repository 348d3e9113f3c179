using System.Globalization;
using Unroll.Studies.Bench;

namespace Unroll.Studies.Tests.Bench;

public sealed class BenchServerTests
{
    [Fact]
    public void Run_IntroducesItself_AndAnswersEachLineWithTheTimesOfItsSteps()
    {
        using var requests = new StringReader("1\n3\n");
        using var answers = new StringWriter { NewLine = "\n" };
        var work = (TrainingWork)BenchWorks.Find("C-rnn") with { Units = 4, Batch = 2 };
        BenchServer.Run(work, workers: 2, requests, answers);
        string[] lines = answers.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal("""{"name":"Unroll 0.1.0","threads":2,"coreType":null,"split":"2 \u00D7 rows"}""", lines[0]);
        Assert.Equal([1, 3], lines[1..].Select(line => line.Split(' ').Length));
        Assert.All(lines[1..].SelectMany(line => line.Split(' ')), time => Assert.True(double.Parse(time, CultureInfo.InvariantCulture) > 0));
    }
}
