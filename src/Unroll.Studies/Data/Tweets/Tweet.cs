namespace Unroll.Studies.Data.Tweets;

/// <summary>A labelled tweet.</summary>
/// <param name="Line">Where it begins in its file.</param>
/// <param name="Class">Its label.</param>
/// <param name="Text">What it says, as it stands in the file.</param>
public sealed record Tweet(long Line, TweetClass Class, string Text);
