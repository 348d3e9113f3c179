using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Parameters;

/// <summary>Draws the first weights of a parameter. The names and formulas are Keras'; the random numbers are our own.</summary>
public abstract class Initializer
{
    /// <summary>All zeros.</summary>
    public static Initializer Zeros { get; } = new ConstantInitializer(0);

    /// <summary>All ones.</summary>
    public static Initializer Ones { get; } = new ConstantInitializer(1);

    /// <summary>Uniform on ±√(6 / (fan in + fan out)), of the whole matrix even where gates share it (Glorot and Bengio, 2010).</summary>
    public static Initializer GlorotUniform { get; } = new GlorotUniformInitializer();

    /// <summary>Orthonormal rows or columns, whichever are fewer (Saxe et al., 2014).</summary>
    public static Initializer Orthogonal { get; } = new OrthogonalInitializer();

    /// <summary>Uniform on ±0.05, Keras' default for embeddings.</summary>
    public static Initializer Uniform { get; } = new UniformInitializer(-0.05f, 0.05f);

    /// <summary>Fills a parameter.</summary>
    /// <param name="values">The weights to draw, row-major.</param>
    /// <param name="shape">Their extents.</param>
    /// <param name="random">Numbers that belong to this parameter alone.</param>
    public abstract void Fill(Span<float> values, Shape shape, RandomStream random);
}
