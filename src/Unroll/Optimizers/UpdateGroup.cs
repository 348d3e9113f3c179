namespace Unroll.Optimizers;

/// <summary>How a parameter is updated; neighbors of one group are one range. The default is a parameter that training leaves alone.</summary>
/// <param name="IsTrained">Whether it is updated at all.</param>
/// <param name="LearningRateFactor">What the rate is multiplied by.</param>
/// <param name="DecaysWeight">Whether weight decay applies.</param>
/// <param name="GradientScale">What clipping by norm multiplies the gradients by.</param>
readonly record struct UpdateGroup(bool IsTrained, double LearningRateFactor, bool DecaysWeight, float GradientScale);
