using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>
/// What <see cref="LayerNormalizedLstm"/> and <see cref="LayerNormalizedGru"/> share: a recurrent layer whose two products, x·W and h·U, are each shifted and
/// scaled to mean 0 and variance 1 and multiplied with a learned γ before they meet (Ba, Kiros and Hinton, "Layer Normalization", 2016).
/// </summary>
public abstract class LayerNormalizedLayer : RecurrentLayer
{
    readonly int _gates;

    private protected LayerNormalizedLayer(int units, int gates)
        : base(units, gates) => _gates = gates;

    private protected LayerNormalizedLayer(LayerReader options, int gates)
        : base(options, gates)
    {
        _gates = gates;
        RecurrentActivation = options.Activation("recurrent_activation", RecurrentActivation);
        Epsilon = options.Single("epsilon", Epsilon);
        GammaInitializer = options.Initializer("gamma_initializer", GammaInitializer);
    }

    /// <summary>ρ, the activation of the gates.</summary>
    public ActivationFunction RecurrentActivation { get; init; } = ActivationFunction.Sigmoid;

    /// <summary>Added to every variance; above 0.</summary>
    public float Epsilon { get; init => field = Argument.AboveZero(value); } = 1e-3f;

    /// <summary>How the gains are drawn.</summary>
    public Initializer GammaInitializer { get; init; } = Initializer.Ones;

    private protected override ActivationFunction GateActivation => RecurrentActivation;

    private protected override PanelLayout StepPanels => new(0, _gates * Units);

    private protected Parameter? KernelGamma { get; private set; }

    private protected Parameter? RecurrentGamma { get; private set; }

    private protected RecurrentNormalization Normalization => new(Built(KernelGamma).Tensor, Built(RecurrentGamma).Tensor, Epsilon);

    /// <inheritdoc/>
    public override Shape Build(LayerBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Shape output = base.Build(builder, input);
        KernelGamma = builder.AddParameter("kernel_gamma", new Shape(_gates * Units), GammaInitializer);
        RecurrentGamma = builder.AddParameter("recurrent_gamma", new Shape(_gates * Units), GammaInitializer);
        return output;
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        base.WriteConfiguration(options);
        options["recurrent_activation"] = ActivationRegistry.NameOf(RecurrentActivation);
        options["epsilon"] = Epsilon;
        options.Write("gamma_initializer", GammaInitializer);
    }
}
