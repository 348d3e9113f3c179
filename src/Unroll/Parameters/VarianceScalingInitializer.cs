using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Parameters;

/// <summary>Weights whose variance is scale / n, n being a parameter's fan in, fan out or their mean: Keras' VarianceScaling.</summary>
/// <param name="scale">Above 0.</param>
/// <param name="mode">What n is.</param>
/// <param name="isNormal">Whether the distribution is a normal one cut off at two deviations, or uniform.</param>
public sealed class VarianceScalingInitializer(double scale, FanMode mode, bool isNormal) : Initializer
{
    // The deviation of a standard normal distribution that is cut off at ±2.
    const double TruncatedDeviation = 0.87962566103423978;

    readonly double _scale = Argument.AboveZero(scale);

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        (double fanIn, double fanOut) = Fans(shape);
        double fan = mode switch { FanMode.FanIn => fanIn, FanMode.FanOut => fanOut, _ => (fanIn + fanOut) / 2 };
        double variance = _scale / Math.Max(1, fan);
        if (isNormal)
        {
            new TruncatedNormalInitializer(0, (float)(Math.Sqrt(variance) / TruncatedDeviation)).Fill(values, shape, random);
            return;
        }

        float limit = (float)Math.Sqrt(3 * variance);
        new UniformInitializer(-limit, limit).Fill(values, shape, random);
    }

    /// <summary>Rows and columns of a matrix; of more extents the outer ones multiply both, as in a convolution's kernel.</summary>
    static (double In, double Out) Fans(Shape shape)
    {
        if (shape.Rank < 2)
            return (shape.Last, shape.Last);
        double field = 1;
        for (int axis = 0; axis < shape.Rank - 2; axis++)
            field *= shape[axis];
        return (field * shape[shape.Rank - 2], field * shape.Last);
    }

    internal override string? Describe(JsonObject options)
    {
        switch (_scale, mode, isNormal)
        {
            case (1, FanMode.FanAverage, false): return "glorot_uniform";
            case (1, FanMode.FanAverage, true): return "glorot_normal";
            case (2, FanMode.FanIn, false): return "he_uniform";
            case (2, FanMode.FanIn, true): return "he_normal";
            case (1, FanMode.FanIn, false): return "lecun_uniform";
            case (1, FanMode.FanIn, true): return "lecun_normal";
            default:
                options["scale"] = _scale;
                options["mode"] = InitializerRegistry.NameOf(mode);
                options["distribution"] = InitializerRegistry.DistributionOf(isNormal);
                return "variance_scaling";
        }
    }
}
