using System.Text.Json.Nodes;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Parameters;

/// <summary>Draws the first weights of a parameter. The names and formulas are Keras'; the random numbers are our own. Derive from it to write one.</summary>
public abstract class Initializer
{
    /// <summary>All zeros.</summary>
    public static Initializer Zeros { get; } = new ConstantInitializer(0);

    /// <summary>All ones.</summary>
    public static Initializer Ones { get; } = new ConstantInitializer(1);

    /// <summary>Uniform on ±√(6 / (fan in + fan out)), of the whole matrix even where gates share it (Glorot and Bengio, 2010).</summary>
    public static Initializer GlorotUniform { get; } = new VarianceScalingInitializer(1, FanMode.FanAverage, isNormal: false);

    /// <summary>Normal, cut off at two deviations, of variance 2 / (fan in + fan out) (Glorot and Bengio, 2010).</summary>
    public static Initializer GlorotNormal { get; } = new VarianceScalingInitializer(1, FanMode.FanAverage, isNormal: true);

    /// <summary>Uniform on ±√(6 / fan in) (He et al., 2015).</summary>
    public static Initializer HeUniform { get; } = new VarianceScalingInitializer(2, FanMode.FanIn, isNormal: false);

    /// <summary>Normal, cut off at two deviations, of variance 2 / fan in (He et al., 2015).</summary>
    public static Initializer HeNormal { get; } = new VarianceScalingInitializer(2, FanMode.FanIn, isNormal: true);

    /// <summary>Uniform on ±√(3 / fan in) (LeCun et al., 1998).</summary>
    public static Initializer LecunUniform { get; } = new VarianceScalingInitializer(1, FanMode.FanIn, isNormal: false);

    /// <summary>Normal, cut off at two deviations, of variance 1 / fan in (LeCun et al., 1998).</summary>
    public static Initializer LecunNormal { get; } = new VarianceScalingInitializer(1, FanMode.FanIn, isNormal: true);

    /// <summary>Orthonormal rows or columns, whichever are fewer (Saxe et al., 2014).</summary>
    public static Initializer Orthogonal { get; } = new OrthogonalInitializer();

    /// <summary>Ones on the diagonal of a matrix, zeros elsewhere.</summary>
    public static Initializer Identity { get; } = new IdentityInitializer();

    /// <summary>Uniform on ±0.05, Keras' default for embeddings and its RandomUniform.</summary>
    public static Initializer Uniform { get; } = new UniformInitializer(-0.05f, 0.05f);

    /// <summary>Normal of deviation 0.05: Keras' RandomNormal.</summary>
    public static Initializer Normal { get; } = new NormalInitializer();

    /// <summary>Normal of deviation 0.05, cut off at ±0.1: Keras' TruncatedNormal.</summary>
    public static Initializer TruncatedNormal { get; } = new TruncatedNormalInitializer();

    /// <summary>Fills a parameter, when its model's weights are first used; weights that are read from a file are never drawn.</summary>
    /// <param name="values">The weights to draw, row-major.</param>
    /// <param name="shape">Their extents.</param>
    /// <param name="random">Numbers that belong to this parameter alone.</param>
    public abstract void Fill(Span<float> values, Shape shape, RandomStream random);

    /// <summary>Checks, while the model is built, that parameters of a shape can be drawn.</summary>
    /// <exception cref="ArgumentException">They cannot.</exception>
    internal virtual void Require(Shape shape)
    {
    }

    /// <summary>Writes the options that make this initializer again.</summary>
    /// <returns>Its name in <see cref="InitializerRegistry"/>; null if it has none.</returns>
    internal virtual string? Describe(JsonObject options) => null;
}
