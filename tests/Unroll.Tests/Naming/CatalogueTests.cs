using Unroll.Naming;

namespace Unroll.Tests.Naming;

public sealed class CatalogueTests
{
    static readonly Catalogue<string> s_fruits = new("fruit", ("apple", () => "red"), ("orange", () => "round"));

    [Fact]
    public void Create_MakesWhatTheNameStandsFor() => Assert.Equal("round", s_fruits.Create("orange"));

    [Fact]
    public void Create_ListsKnownNamesAndTheNearest_WhenTheNameIsMistyped()
    {
        var error = Assert.Throws<ArgumentException>(() => s_fruits.Create("aple"));
        Assert.StartsWith("There is no fruit 'aple'; known are apple, orange. Did you mean 'apple'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_GuessesNothing_WhenNoNameIsNear() => Assert.Equal("There is no fruit 'x'; known are apple, orange.", s_fruits.Unknown("x"));

    [Fact]
    public void TryCreate_IsFalse_WhenTheNameIsUnknown() => Assert.False(s_fruits.TryCreate("pear", out _));
}
