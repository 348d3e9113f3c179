using Unroll.Naming;

namespace Unroll.Tests.Naming;

public sealed class ChoiceTests
{
    static readonly Catalogue<Func<Choice, object>> s_things = new("thing",
        ("plain", () => _ => 7),
        ("set", () => choice => (choice.Number("rate", 0.5), choice.Whole("steps", 3), choice.Flag("on"), choice.Text("to", "a"), choice.Numbers("list"), choice.Number("limit"))));

    [Fact]
    public void Make_TakesWhatIsNotSet_FromTheThing()
    {
        Assert.Equal(7, Make("plain"));
        Assert.Equal((0.5, 3L, false, "a", (double[]?)null, (double?)null), Make("set"));
    }

    [Fact]
    public void Make_ReadsSettings()
    {
        var (rate, steps, on, to, list, limit) = ((double, long, bool, string, double[]?, double?))Make("set:rate=1e-3,steps=-2,on=true,to=x=y:z,list=1/0.5/2,limit=4");
        Assert.Equal((1e-3, -2, true, "x=y:z", 4), (rate, steps, on, to, limit));
        Assert.Equal([1, 0.5, 2], list!);
        Assert.Equal((0.5, 3L, true, "a", (double[]?)null, (double?)null), Make("set:on"));
        Assert.Equal((0.5, 3L, false, "a", (double[]?)null, (double?)null), Make(" set: on = false "));
    }

    [Theory]
    [InlineData("sett", "There is no thing 'sett'; known are plain, set. Did you mean 'set'?")]
    [InlineData("set:stps=1", "set has no setting 'stps'; known are rate, steps, on, to, list, limit; did you mean 'steps'?")]
    [InlineData("set:zzz", "set has no setting 'zzz'; known are rate, steps, on, to, list, limit")]
    [InlineData("plain:on", "plain has no settings")]
    [InlineData("set:rate=x", "rate is a number such as 0.1, not 'x'")]
    [InlineData("set:rate", "rate is a number such as 0.1, not 'true'")]
    [InlineData("set:steps=1.5", "steps is a whole number, not '1.5'")]
    [InlineData("set:on=yes", "on is true or false, not 'yes'")]
    [InlineData("set:list=1//2", "list is numbers such as 0.1/0.01, not '1//2'")]
    [InlineData("set:on,on=false", "on is set twice")]
    [InlineData("set:", "NAME:SETTING=VALUE")]
    [InlineData("set:on,,", "NAME:SETTING=VALUE")]
    [InlineData("set:=3", "NAME:SETTING=VALUE")]
    public void Make_Throws_SayingWhatWouldBeRight(string line, string message) =>
        Assert.StartsWith(message.StartsWith("NAME", StringComparison.Ordinal) ? "settings are of the form " + message : message,
            Assert.Throws<ArgumentException>(() => Make(line)).Message, StringComparison.Ordinal);

    [Fact]
    public void Default_LeavesWhatIsSet()
    {
        Choice choice = Choice.Parse("set:rate=2");
        choice.Default("rate", "3");
        choice.Default("limit", "4");
        Assert.Equal((2, 4), (choice.Number("rate", 0), choice.Number("limit")));
        Assert.True(choice.Has("rate") && choice.Has("limit") && !choice.Has("on"));
    }

    static object Make(string line)
    {
        Choice choice = Choice.Parse(line);
        return choice.Make(s_things, make => make(choice));
    }
}
