using Unroll.Studies.Data;
using Unroll.Studies.Data.Tweets;

namespace Unroll.Studies.Tests.Data.Tweets;

/// <summary>The data set of Davidson et al., where it is at hand.</summary>
static class RealTweets
{
    public static IReadOnlyList<Tweet> Read() => TweetFile.Read(DataLocator.FromEnvironment().Locate(DataCatalogue.Find("tweets"))![0]);
}
