using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Unroll.Arguments;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Numerics;
using Unroll.Kernels.Optimizers;
using Unroll.Kernels.Orthogonal;
using Unroll.Naming;
using Unroll.Parameters;
using Unroll.Schedules;
using Unroll.Tensors;

namespace Unroll.Optimizers;

/// <summary>
/// Muon (Jordan et al., 2024) as Keras 3.13 writes it: a matrix moves along its momentum with all singular values brought near 1, by
/// η·<see cref="RmsRate"/>·√max(rows, columns), so that the rates of Adam suit it (Liu et al., 2025). What is no matrix, embeddings, and what
/// <see cref="ExcludeLayers"/> names, is updated by AdamW.
/// </summary>
/// <remarks>The last Dense layer should be excluded, as Keras advises. A GRU's two rows of biases are a matrix here as there.</remarks>
public sealed class Muon : Optimizer
{
    readonly Regex[] _excluded = [];
    double _numerator, _denominator;
    AlignedFloats _direction, _scratch;

    /// <summary>Muon with the learning rate of <see cref="Optimizer.LearningRate"/>.</summary>
    public Muon() => WeightDecay = 0.004;

    /// <summary>Muon with a constant learning rate.</summary>
    public Muon(float learningRate) : this() => LearningRate = learningRate;

    internal Muon(LearningRateSchedule learningRate, ConfigurationReader options) : base(learningRate, options)
    {
        WeightDecay = options.Number("weight_decay", 0.004);
        AdamWeightDecay = options.Number("adam_weight_decay", AdamWeightDecay);
        AdamBeta1 = options.Number("adam_beta_1", AdamBeta1);
        AdamBeta2 = options.Number("adam_beta_2", AdamBeta2);
        AdamLearningRateRatio = options.Number("adam_lr_ratio", AdamLearningRateRatio);
        Epsilon = options.Number("epsilon", Epsilon);
        Momentum = options.Number("momentum", Momentum);
        Nesterov = options.Flag("nesterov", Nesterov);
        NewtonSchulzSteps = options.Integer("ns_steps", NewtonSchulzSteps);
        A = options.Number("muon_a", A);
        B = options.Number("muon_b", B);
        C = options.Number("muon_c", C);
        double? rmsRate = options.OptionalNumber("rms_rate");
        RmsRate = options.Has("rms_rate") ? rmsRate : RmsRate;
        ExcludeEmbeddings = options.Flag("exclude_embeddings", ExcludeEmbeddings);
        ExcludeLayers = options.Texts("exclude_layers");
    }

    /// <summary>μ, the decay of a matrix's momentum.</summary>
    public double Momentum { get; init => field = Argument.FractionBelowOne(value); } = 0.95;

    /// <summary>Whether a matrix moves along g + μ·m instead of m.</summary>
    public bool Nesterov { get; init; } = true;

    /// <summary>Steps of the Newton–Schulz iteration: Keras' ns_steps.</summary>
    public int NewtonSchulzSteps { get; init => field = Argument.AtLeast(0, value); } = 5;

    /// <summary>The first coefficient of such a step's polynomial: Keras' muon_a.</summary>
    public double A { get; init; } = 3.4445;

    /// <summary>The second: Keras' muon_b.</summary>
    public double B { get; init; } = -4.7750;

    /// <summary>The third: Keras' muon_c.</summary>
    public double C { get; init; } = 2.0315;

    /// <summary>The root mean square of a full-rank update at a rate of 1; null for updates of singular values near 1.</summary>
    public double? RmsRate { get; init => field = value is { } rate ? Argument.NotNegative(rate, nameof(RmsRate)) : null; } = 0.2;

    /// <summary>Whether parameters with "embedding" in their name are updated by AdamW.</summary>
    public bool ExcludeEmbeddings { get; init; } = true;

    /// <summary>Regular expressions; parameters whose name one of them matches (<c>dense.kernel</c>) are updated by AdamW.</summary>
    /// <exception cref="ArgumentException">One is not a regular expression.</exception>
    public IReadOnlyList<string> ExcludeLayers
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            _excluded = [.. value.Select(pattern => Expression(pattern, nameof(ExcludeLayers)))];
            field = value;
        }
    } = [];

    /// <summary>What the rate is multiplied by where AdamW updates.</summary>
    public double AdamLearningRateRatio { get; init => field = Argument.NotNegative(value); } = 1;

    /// <summary>λ where AdamW updates.</summary>
    public double AdamWeightDecay { get; init => field = Argument.NotNegative(value); } = 0.004;

    /// <summary>AdamW's β₁.</summary>
    public double AdamBeta1 { get; init => field = Argument.FractionBelowOne(value); } = 0.9;

    /// <summary>AdamW's β₂.</summary>
    public double AdamBeta2 { get; init => field = Argument.FractionBelowOne(value); } = 0.999;

    /// <summary>AdamW's ε.</summary>
    public double Epsilon { get; init => field = Argument.NotNegative(value); } = 1e-7;

    /// <inheritdoc/>
    public override string Name => "muon";

    /// <inheritdoc/>
    private protected override bool UpdatesAsMatrix(Parameter parameter) =>
        parameter.Shape.Rank == 2
        && !(ExcludeEmbeddings && parameter.Name.Contains("embedding", StringComparison.OrdinalIgnoreCase))
        && !Array.Exists(_excluded, expression => expression.IsMatch(parameter.Name));

    /// <inheritdoc/>
    private protected override double WeightDecayOf(bool isMatrix) => isMatrix ? WeightDecay : AdamWeightDecay;

    /// <inheritdoc/>
    protected override void DeclareState()
    {
        AddSlot("m");
        AddSlot("v");
        (_direction, _scratch) = (default, default);
    }

    /// <inheritdoc/>
    protected override void BeginStep(long step) =>
        (_numerator, _denominator) = (Math.Sqrt(1 - PortableMath.Power(AdamBeta2, step)), 1 - PortableMath.Power(AdamBeta1, step));

    /// <inheritdoc/>
    protected override void Update(UpdateRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        if (range.Matrix is { } matrix)
        {
            Update(range, matrix.Shape[0], matrix.Shape[1]);
            return;
        }

        double alpha = range.LearningRate * AdamLearningRateRatio * _numerator / _denominator;
        range.Run(new AdamUpdate((float)alpha, (float)(1 - AdamBeta1), (float)(1 - AdamBeta2), (float)Epsilon, largest: false));
    }

    void Update(UpdateRange range, int rows, int columns)
    {
        Span<float> direction = Reserve(ref _direction, range.Length);
        range.Run(new DirectionUpdate((float)Momentum, Nesterov), range.Slot(Slots[0]), direction);

        Span<float> matrix = direction[..(rows * columns)];
        var iteration = new NewtonSchulz((float)A, (float)B, (float)C, NewtonSchulzSteps);
        Span<float> scratch = Reserve(ref _scratch, NewtonSchulz.ScratchLength(rows, columns));
        iteration.Run(range.Workers, matrix, rows, columns, Norm.Compute(range.Workers, matrix), scratch);

        double rate = range.LearningRate * (RmsRate is { } rms ? rms * Math.Sqrt(Math.Max(rows, columns)) : 1);
        Span<float> weights = range.Weights[..matrix.Length];
        ElementLoop.Run(range.Workers, new MultiplyAddFunction((float)-rate), matrix, weights, weights);
    }

    private protected override void WriteOptions(JsonObject options)
    {
        options["momentum"] = Momentum;
        options["nesterov"] = Nesterov;
        options["ns_steps"] = NewtonSchulzSteps;
        options["muon_a"] = A;
        options["muon_b"] = B;
        options["muon_c"] = C;
        options["rms_rate"] = RmsRate;
        options["exclude_embeddings"] = ExcludeEmbeddings;
        options["exclude_layers"] = new JsonArray([.. ExcludeLayers.Select(expression => (JsonNode)expression)]);
        options["adam_lr_ratio"] = AdamLearningRateRatio;
        options["adam_weight_decay"] = AdamWeightDecay;
        options["adam_beta_1"] = AdamBeta1;
        options["adam_beta_2"] = AdamBeta2;
        options["epsilon"] = Epsilon;
    }

    /// <summary>Memory that grows at the first step and is used again.</summary>
    static Span<float> Reserve(ref AlignedFloats memory, int length)
    {
        if (memory.Length < length)
            memory = new AlignedFloats(length);
        return memory.Span(0, length);
    }

    static Regex Expression(string pattern, string name)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant);
        }
        catch (RegexParseException exception)
        {
            throw new ArgumentException($"{name}: '{pattern}' is not a regular expression: {exception.Message}", name, exception);
        }
    }
}
