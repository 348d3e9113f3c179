using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Regularizers;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>Every feature vector shifted and scaled to mean 0 and variance 1, then by learned γ and β: Keras' LayerNormalization (Ba et al., 2016).</summary>
public sealed class LayerNormalization : Layer
{
    Parameter? _gamma, _beta;
    int _features;

    /// <summary>A layer with Keras' defaults.</summary>
    public LayerNormalization()
    {
    }

    internal LayerNormalization(LayerReader options)
    {
        Epsilon = options.Single("epsilon", Epsilon);
        Scale = options.Flag("scale", Scale);
        Center = options.Flag("center", Center);
        GammaInitializer = options.Initializer("gamma_initializer", GammaInitializer);
        BetaInitializer = options.Initializer("beta_initializer", BetaInitializer);
        GammaRegularizer = options.Regularizer("gamma_regularizer");
        BetaRegularizer = options.Regularizer("beta_regularizer");
    }

    /// <summary>Added to the variance; above 0.</summary>
    public float Epsilon { get; init => field = Argument.AboveZero(value); } = 1e-3f;

    /// <summary>Whether there is a γ.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>Whether there is a β.</summary>
    public bool Center { get; init; } = true;

    /// <summary>How γ is drawn.</summary>
    public Initializer GammaInitializer { get; init; } = Initializer.Ones;

    /// <summary>How β is drawn.</summary>
    public Initializer BetaInitializer { get; init; } = Initializer.Zeros;

    /// <summary>Regularizer of γ; null for none.</summary>
    public Regularizer? GammaRegularizer { get; init; }

    /// <summary>Regularizer of β; null for none.</summary>
    public Regularizer? BetaRegularizer { get; init; }

    /// <inheritdoc/>
    public override bool ReadsStepByStep => true;

    /// <inheritdoc/>
    public override Shape Build(LayerBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (input.Rank == 0 || input.Last < 1)
            throw new ShapeMismatchException(BuiltName, "[…, features]", input, nameof(input));
        _features = input.Last;
        _gamma = Scale ? builder.AddParameter("gamma", new Shape(_features), GammaInitializer, GammaRegularizer) : null;
        _beta = Center ? builder.AddParameter("beta", new Shape(_features), BetaInitializer, BetaRegularizer) : null;
        return input;
    }

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (input.Shape.Last != _features)
            throw new ShapeMismatchException(BuiltName, $"[…, {_features}]", input.Shape, nameof(input));
        return context.Tape.LayerNormalization(input, _gamma?.Tensor ?? default, _beta?.Tensor ?? default, Epsilon).WithMaskOf(input);
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options["epsilon"] = Epsilon;
        options["scale"] = Scale;
        options["center"] = Center;
        options.Write("gamma_initializer", GammaInitializer);
        options.Write("beta_initializer", BetaInitializer);
        options.Write("gamma_regularizer", GammaRegularizer);
        options.Write("beta_regularizer", BetaRegularizer);
    }
}
