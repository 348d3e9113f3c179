using Unroll.Parameters;

namespace Unroll.Optimizers;

/// <summary>How a parameter is updated; neighbors of one group are one range. The default is a parameter that training leaves alone.</summary>
/// <param name="IsTrained">Whether it is updated at all.</param>
/// <param name="LearningRateFactor">What the rate is multiplied by.</param>
/// <param name="WeightDecay">λ.</param>
/// <param name="GradientScale">What clipping by norm multiplies the gradients by.</param>
/// <param name="Matrix">The parameter where it is updated as a matrix, apart from its neighbors.</param>
readonly record struct UpdateGroup(bool IsTrained, double LearningRateFactor, double WeightDecay, float GradientScale, Parameter? Matrix);
