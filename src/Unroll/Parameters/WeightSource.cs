namespace Unroll.Parameters;

/// <summary>Writes all weights of a parameter.</summary>
/// <param name="parameter">The parameter.</param>
/// <param name="values">Its weights, row-major.</param>
delegate void WeightSource(Parameter parameter, Span<float> values);
