using Unroll.Naming;

namespace Unroll.Tests.Naming;

public sealed class SpecTests
{
    static readonly Registry<Func<ConfigurationReader, object>> s_things = new("thing",
        ("plain", _ => 7),
        ("set", options => (options.Number("rate", 0.5), options.LongInteger("steps", 3), options.Flag("on", false), options.Text("to", "a"),
            options.OptionalNumbers("list"), options.OptionalNumber("limit"), options.OptionalInteger("count"))));

    [Fact]
    public void Make_TakesWhatIsNotSet_FromTheThing()
    {
        Assert.Equal(7, Make("plain"));
        Assert.Equal((0.5, 3L, false, "a", (double[]?)null, (double?)null, (int?)null), Make("set"));
    }

    [Fact]
    public void Make_ReadsOptions()
    {
        var (rate, steps, on, to, list, limit, count) =
            ((double, long, bool, string, double[]?, double?, int?))Make("set:rate=1e-3,steps=-2,on=true,to=x=y:z/{a:02d},list=1/.5/2,limit=4,count=5");
        Assert.Equal((1e-3, -2, true, "x=y:z/{a:02d}", 4, 5), (rate, steps, on, to, limit, count));
        Assert.Equal([1, 0.5, 2], list!);
        Assert.Equal((0.5, 3L, true, "a", (double[]?)null, (double?)null, (int?)null), Make("set:on"));
        Assert.Equal((0.5, 3L, false, "a", (double[]?)null, (double?)null, (int?)null), Make(" set: on = false "));
        Assert.Equal([3], (((double, long, bool, string, double[]?, double?, int?))Make("set:list=3")).Item5!);
    }

    [Theory]
    [InlineData("sett", "There is no thing 'sett'; known are plain, set; did you mean 'set'?")]
    [InlineData("set:stps=1", "set: this version knows no option 'stps'; known are count, limit, list, on, rate, steps, to; did you mean 'steps'?")]
    [InlineData("plain:on", "plain: this version knows no option 'on'")]
    [InlineData("set:rate=x", "set: the option 'rate' must be a number, not \"x\"")]
    [InlineData("set:rate=nan", "set: the option 'rate' must be a number, not \"nan\"")]
    [InlineData("set:rate=", "set: the option 'rate' must be a number, not \"\"")]
    [InlineData("set:rate", "set: the option 'rate' must be a number, not true")]
    [InlineData("set:steps=1.5", "set: the option 'steps' must be a whole number, not 1.5")]
    [InlineData("set:count=1.5", "set: the option 'count' must be a whole number, not 1.5")]
    [InlineData("set:limit=1/2", "set: the option 'limit' must be a number, not [1,2]")]
    [InlineData("set:on=yes", "set: the option 'on' must be true or false, not \"yes\"")]
    [InlineData("set:list=1//2", "set: the option 'list' must be a number or several, not \"1//2\"")]
    [InlineData("set:on,on=false", "'on' is there twice")]
    [InlineData("set:", "Options are of the form NAME:OPTION=VALUE")]
    [InlineData("set:on,,", "Options are of the form NAME:OPTION=VALUE")]
    [InlineData("set:=3", "Options are of the form NAME:OPTION=VALUE")]
    public void Make_Throws_SayingWhatWouldBeRight(string line, string message)
    {
        Exception error = Assert.ThrowsAny<Exception>(() => Make(line));
        Assert.True(error is ArgumentException or InvalidDataException);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_AddsAnOption()
    {
        Spec plain = Spec.Parse("set:on"), more = plain.With("rate", 0.25);
        Assert.Equal((0.25, 3L, true, "a", (double[]?)null, (double?)null, (int?)null), more.Create(s_things));
        Assert.False(plain.Options.Has("rate"));
    }

    static object Make(string spec) => Spec.Parse(spec).Create(s_things);
}
