using Unroll.Naming;

namespace Unroll.Parameters;

/// <summary>Initializers by name and options, in Keras' spelling.</summary>
public static class InitializerCatalogue
{
    const string Uniform = "uniform";
    const string TruncatedNormal = "truncated_normal";

    static readonly Catalogue<FanMode> s_modes = new("mode", ("fan_in", () => FanMode.FanIn), ("fan_out", () => FanMode.FanOut), ("fan_avg", () => FanMode.FanAverage));
    static readonly Catalogue<bool> s_distributions = new("distribution", (TruncatedNormal, () => true), (Uniform, () => false));

    /// <summary>All names: <c>InitializerCatalogue.Entries.Create("he_normal")</c>.</summary>
    public static ConfiguredCatalogue<Initializer> Entries { get; } = new("initializer",
        ("zeros", _ => Initializer.Zeros),
        ("ones", _ => Initializer.Ones),
        ("constant", options => new ConstantInitializer(Number(options, "value", 0))),
        ("identity", options => new IdentityInitializer(Number(options, "gain", 1))),
        ("glorot_uniform", _ => Initializer.GlorotUniform),
        ("glorot_normal", _ => Initializer.GlorotNormal),
        ("he_uniform", _ => Initializer.HeUniform),
        ("he_normal", _ => Initializer.HeNormal),
        ("lecun_uniform", _ => Initializer.LecunUniform),
        ("lecun_normal", _ => Initializer.LecunNormal),
        ("variance_scaling", options => new VarianceScalingInitializer(options.Number("scale", 1), options.Named("mode", s_modes, FanMode.FanIn),
            options.Named("distribution", s_distributions, true))),
        ("orthogonal", options => new OrthogonalInitializer(Number(options, "gain", 1))),
        ("random_uniform", options => new UniformInitializer(Number(options, "minval", -0.05f), Number(options, "maxval", 0.05f))),
        ("random_normal", options => new NormalInitializer(Number(options, "mean", 0), Number(options, "stddev", 0.05f))),
        (TruncatedNormal, options => new TruncatedNormalInitializer(Number(options, "mean", 0), Number(options, "stddev", 0.05f))));

    internal static string NameOf(FanMode mode) => s_modes.Names[(int)mode];

    internal static string DistributionOf(bool isNormal) => isNormal ? TruncatedNormal : Uniform;

    static float Number(ConfigurationReader options, string name, float otherwise) => options.Single(name, otherwise);
}
