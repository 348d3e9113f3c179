namespace Unroll.Studies.Problems;

/// <summary>A sequence with its answer.</summary>
/// <param name="IsRight">Whether all of the answer is right.</param>
/// <param name="Asked">The sequence in words.</param>
/// <param name="Target">What would be right, step by step.</param>
/// <param name="Answer">What the model gave.</param>
public sealed record SequenceExample(bool IsRight, string Asked, IReadOnlyList<string> Target, IReadOnlyList<string> Answer);
