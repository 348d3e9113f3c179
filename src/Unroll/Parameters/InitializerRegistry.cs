using Unroll.Naming;

namespace Unroll.Parameters;

/// <summary>Initializers by name and options, in Keras' spelling.</summary>
public static class InitializerRegistry
{
    const string Uniform = "uniform";
    const string TruncatedNormal = "truncated_normal";

    static readonly Registry<FanMode> s_modes = new("mode", ("fan_in", FanMode.FanIn), ("fan_out", FanMode.FanOut), ("fan_avg", FanMode.FanAverage));
    static readonly Registry<bool> s_distributions = new("distribution", (TruncatedNormal, true), (Uniform, false));

    internal static Registry<Func<ConfigurationReader, Initializer>> Entries { get; } = new("initializer",
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

    /// <summary>All names in their order.</summary>
    public static IReadOnlyList<string> Names => Entries.Names;

    /// <summary>Creates an initializer from a spec such as <c>orthogonal:gain=2</c>; a missing option has Keras' default.</summary>
    /// <exception cref="ArgumentException">The name is unknown or a value is out of range; the message says what would be right.</exception>
    /// <exception cref="InvalidDataException">An option is unknown, or not of its kind.</exception>
    public static Initializer Create(string spec) => Spec.Parse(spec).Create(Entries);

    internal static string NameOf(FanMode mode) => s_modes.NameOf(mode);

    internal static string DistributionOf(bool isNormal) => s_distributions.NameOf(isNormal);

    static float Number(ConfigurationReader options, string name, float otherwise) => options.Single(name, otherwise);
}
