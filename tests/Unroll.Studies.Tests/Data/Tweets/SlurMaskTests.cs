using Unroll.Studies.Data.Tweets;

namespace Unroll.Studies.Tests.Data.Tweets;

public sealed class SlurMaskTests
{
    [Theory]
    [InlineData("what a Bitch", "what a B****")]
    [InlineData("motherfucker of hoes", "m*********** of h***")]
    [InlineData("Scunthorpe, Pakistan and a cocktail", "Scunthorpe, Pakistan and a cocktail")]
    [InlineData("", "")]
    public void Apply_LeavesTheFirstLettersOfSlurs_AndAllOtherWords(string text, string masked) => Assert.Equal(masked, SlurMask.Apply(text));
}
