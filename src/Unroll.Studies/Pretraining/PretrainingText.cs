namespace Unroll.Studies.Pretraining;

/// <summary>A text that is cut into sequences, or a cleaned tweet, which is one.</summary>
readonly record struct PretrainingText(string Text, bool IsTweet = false);
