namespace Unroll.Text;

/// <summary>A text that a <see cref="BeamSearch"/> follows.</summary>
/// <param name="Ids">Its ids so far, the end's among them.</param>
/// <param name="LogProbability">The sum of the logarithms of their probabilities.</param>
/// <param name="Parent">Which of the hypotheses of the step before it continues: where what a model keeps of that one lies.</param>
public sealed record BeamHypothesis(IReadOnlyList<int> Ids, double LogProbability, int Parent);
