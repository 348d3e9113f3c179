using Unroll.Operations;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class ElementaryTests
{
    static readonly GradientCheck.Input s_x = GradientCheck.Uniform([5, 7], 1, -2, 2);

    [Fact]
    public void Scale_AgreesWithReference() => GradientCheck.Run((tape, x) => tape.Scale(x[0], -2.5f), x => [.. x[0].Select(a => -2.5 * a)], s_x);

    [Fact]
    public void Exp_AgreesWithReference() => GradientCheck.Run((tape, x) => tape.Exp(x[0]), x => [.. x[0].Select(Math.Exp)], s_x);

    [Fact]
    public void Log_AgreesWithReference() =>
        GradientCheck.Run((tape, x) => tape.Log(x[0]), x => [.. x[0].Select(a => Math.Log(a))], GradientCheck.Uniform([5, 7], 2, 0.1f, 3));

    [Fact]
    public void Sum_AgreesWithReference() => GradientCheck.Run((tape, x) => tape.Sum(x[0]), x => [x[0].Sum()], s_x);

    [Fact]
    public void Mean_AgreesWithReference() => GradientCheck.Run((tape, x) => tape.Mean(x[0]), x => [x[0].Average()], s_x);
}
