using Unroll.Naming;

namespace Unroll.Tests.Naming;

public sealed class RegistryTests
{
    static readonly Registry<string> s_fruits = new("fruit", ("apple", "red"), ("orange", "round"));

    [Fact]
    public void Find_GivesTheValueOfTheName() => Assert.Equal("round", s_fruits.Find("orange"));

    [Fact]
    public void Find_ListsKnownNamesAndTheNearest_WhenTheNameIsMistyped()
    {
        var error = Assert.Throws<ArgumentException>(() => s_fruits.Find("aple"));
        Assert.StartsWith("There is no fruit 'aple'; known are apple, orange; did you mean 'apple'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_GuessesNothing_WhenNoNameIsNear() => Assert.Equal("There is no fruit 'x'; known are apple, orange.", s_fruits.Unknown("x"));

    [Fact]
    public void TryFind_IsFalse_WhenTheNameIsUnknown() => Assert.False(s_fruits.TryFind("pear", out _));

    [Fact]
    public void NameOf_GivesTheFirstNameOfTheValue()
    {
        Assert.Equal("orange", s_fruits.NameOf("round"));
        Assert.Contains("apple, orange", Assert.Throws<ArgumentException>(() => s_fruits.NameOf("sour")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_AddsAnEntry_AndLeavesTheFirstRegistryAlone()
    {
        Assert.Equal("sour", s_fruits.With("lemon", "sour").Find("lemon"));
        Assert.Equal(["apple", "orange"], s_fruits.Names);
    }
}
