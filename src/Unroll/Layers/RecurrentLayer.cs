using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Recurrent;
using Unroll.Kernels.Simd;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Randomness;
using Unroll.Regularizers;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>
/// What <see cref="SimpleRnn"/>, <see cref="Lstm"/>, <see cref="Gru"/> and their layer-normalized forms share: Keras' options and the three weight arrays.
/// There is no option "stateful": whether a state is carried from batch to batch is up to the data that train, or to the session that predicts, for any
/// number of rows.
/// </summary>
public abstract class RecurrentLayer : Layer
{
    const ulong InputDomain = 0;
    const ulong RecurrentDomain = 1;
    const ulong ZoneoutDomain = 2;

    readonly int _gates;
    bool _goBackwards;

    private protected RecurrentLayer(int units, int gates)
    {
        Units = Argument.AtLeast(1, units);
        _gates = gates;
    }

    private protected RecurrentLayer(LayerReader options, int gates)
        : this(options.Integer("units"), gates)
    {
        Activation = options.Activation("activation", Activation);
        UseBias = options.Flag("use_bias", UseBias);
        ReturnSequences = options.Flag("return_sequences", ReturnSequences);
        GoBackwards = options.Flag("go_backwards", GoBackwards);
        Dropout = options.Single("dropout", Dropout);
        RecurrentDropout = options.Single("recurrent_dropout", RecurrentDropout);
        Zoneout = options.Single("zoneout", Zoneout);
        KernelInitializer = options.Initializer("kernel_initializer", KernelInitializer);
        RecurrentInitializer = options.Initializer("recurrent_initializer", RecurrentInitializer);
        BiasInitializer = options.Initializer("bias_initializer", BiasInitializer);
        KernelRegularizer = options.Regularizer("kernel_regularizer");
        RecurrentRegularizer = options.Regularizer("recurrent_regularizer");
        BiasRegularizer = options.Regularizer("bias_regularizer");
    }

    /// <summary>Width of the state and of the output.</summary>
    public int Units { get; }

    /// <summary>φ, the activation of the cell.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Tanh;

    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>Whether the output is the state of every step, [time, units], or of the last one, [units].</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>Whether the sequence is read from its end; a returned sequence is then reversed too, as in Keras.</summary>
    public bool GoBackwards { get => _goBackwards; init => _goBackwards = value; }

    /// <summary>
    /// Which share of the features training leaves out; which ones is drawn anew for every row of every batch, and the same at all of its steps.
    /// </summary>
    public float Dropout { get; init => field = Argument.Fraction(value); }

    /// <summary>
    /// Which share of the units training leaves out of h wherever it meets U, drawn like <see cref="Dropout"/> (Gal and Ghahramani, 2016). One mask for all
    /// gates, where Keras draws one for each.
    /// </summary>
    public float RecurrentDropout { get; init => field = Argument.Fraction(value); }

    /// <summary>
    /// With which probability training lets a unit of h keep its value over a step, drawn for every row and step (Krueger et al., 2016); outside of training
    /// the new h and the one before are averaged with this weight. Keras has no such option.
    /// </summary>
    public float Zoneout { get; init => field = Argument.Fraction(value); }

    /// <summary>How W is drawn.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>How U is drawn.</summary>
    public Initializer RecurrentInitializer { get; init; } = Initializer.Orthogonal;

    /// <summary>How b is drawn.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>Regularizer of W; null for none.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>Regularizer of U; null for none.</summary>
    public Regularizer? RecurrentRegularizer { get; init; }

    /// <summary>Regularizer of b; null for none.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    private protected Parameter? Kernel { get; private set; }

    private protected Parameter? RecurrentKernel { get; private set; }

    private protected Parameter? Bias { get; private set; }

    /// <summary>Whether a step has one product, so that workers may share its units.</summary>
    private protected virtual bool MayShareUnits => true;

    /// <summary>How the columns of a step's product fall into panels: the gates of a unit side by side, or plainly.</summary>
    private protected virtual PanelLayout StepPanels => new(0, _gates * Units, _gates == 1 ? 0 : _gates);

    private protected virtual Zoneout Zones => new(Zoneout);

    private protected virtual ActivationFunction GateActivation => ActivationFunction.Linear;

    /// <summary>The extents of the bias.</summary>
    private protected virtual Shape BiasShape => new(_gates * Units);

    private protected virtual Initializer BiasInitializerInEffect => BiasInitializer;

    /// <summary>
    /// How workers share a step of this layer: "2 × rows" of the batch, each through all steps alone, or "2 × units", meeting after every step.
    /// </summary>
    /// <param name="batch">Rows of the batch.</param>
    /// <param name="workers">Threads.</param>
    /// <returns>The same for both passes, or one after the other: "2 × units, backwards 2 × rows".</returns>
    internal string DescribeSplit(int batch, int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        int width = Hardware.Width;
        long weights = (long)_gates * Units * Units;
        string forwards = Split(StepPanels), backwards = Split(new PanelLayout(0, Units));
        return forwards == backwards ? forwards : $"{forwards}, backwards {backwards}";

        string Split(PanelLayout panels) => new StepSplit(batch, panels.Count(width), weights, workers, MayShareUnits).ToString();
    }

    /// <inheritdoc/>
    public override bool ReadsStepByStep => !GoBackwards;

    /// <inheritdoc/>
    public override Shape Build(LayerBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (input.Rank != 2 || input[1] < 1)
            throw new ShapeMismatchException(BuiltName, "a sequence: [time, features]", input, nameof(input));
        CellActivations.Check(Activation, BuiltName, nameof(Activation));
        CellActivations.Check(GateActivation, BuiltName, "RecurrentActivation");
        Kernel = builder.AddParameter("kernel", new Shape(input[1], _gates * Units), KernelInitializer, KernelRegularizer);
        RecurrentKernel = builder.AddParameter("recurrent_kernel", new Shape(Units, _gates * Units), RecurrentInitializer, RecurrentRegularizer);
        Bias = UseBias ? builder.AddParameter("bias", BiasShape, BiasInitializerInEffect, BiasRegularizer) : null;
        return ReturnSequences ? new Shape(input[0], Units) : new Shape(Units);
    }

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tensor output = ForwardInTime(context, input).Sequence;
        return GoBackwards && ReturnSequences ? context.Tape.ReverseTime(output) : output;
    }

    /// <summary>
    /// The output together with the state after the last step, from a given first state: Keras' return_state and initial_state, for an encoder and its
    /// decoder. A state given here goes before one that the context carries.
    /// </summary>
    /// <param name="context">The step.</param>
    /// <param name="input">[time, batch, features].</param>
    /// <param name="initial">The state to begin with.</param>
    /// <returns>What <see cref="Forward"/> gives, and the state after the step that was read last.</returns>
    /// <exception cref="ShapeMismatchException">The input or the state has another shape.</exception>
    /// <exception cref="ArgumentException">The state has a c, and the layer none.</exception>
    public (Tensor Output, CellState State) ForwardWithState(LayerContext context, Tensor input, CellState initial = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        RecurrentOutput output = ForwardInTime(context, input, initial, returnState: true);
        return (GoBackwards && ReturnSequences ? context.Tape.ReverseTime(output.Sequence) : output.Sequence, new CellState(output.Hidden, output.Cell));
    }

    /// <summary>A layer with the same options that reads in the other direction.</summary>
    internal RecurrentLayer Reversed()
    {
        var reversed = (RecurrentLayer)Copy();
        reversed._goBackwards = !GoBackwards;
        return reversed;
    }

    /// <summary>The output with every step at its own time, whatever the direction.</summary>
    internal RecurrentOutput ForwardInTime(LayerContext context, Tensor input, CellState initial = default, bool returnState = false)
    {
        int features = Built(Kernel).Shape[0];
        if (LayerInput.Kind(this, input).Shape.Rank != 3 || input.Shape[2] != features)
            throw new ShapeMismatchException(BuiltName, $"[time, batch, {features}]", input.Shape, nameof(input));
        Shape state = new(input.Shape[1], Units);
        Check(initial.Hidden, state, "hidden");
        Check(initial.Cell, state, "cell");

        RandomKey key = context.IsTraining && (Dropout > 0 || RecurrentDropout > 0 || Zones.Hidden > 0 || Zones.Cell > 0) ? context.KeyOf(this) : default;
        Tensor x = context.IsTraining && Dropout > 0 ? context.Tape.DropoutOverTime(input, Dropout, key.Derive(InputDomain)).WithMaskOf(input) : input;
        Tensor dropout = context.IsTraining && RecurrentDropout > 0 ? context.Tape.DropoutMask(state, RecurrentDropout, key.Derive(RecurrentDomain)) : default;
        var options = new RecurrenceOptions(Units, Activation, GateActivation, ReturnSequences, GoBackwards, returnState)
        {
            Zoneout = Zones with { IsTraining = context.IsTraining, Key = key.Derive(ZoneoutDomain) },
        };
        RecurrentOutput output = Sequence(context, x, options, initial, dropout);
        return ReturnSequences ? output with { Sequence = output.Sequence.WithMaskOf(input) } : output;
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options["units"] = Units;
        options["activation"] = ActivationRegistry.NameOf(Activation);
        options["use_bias"] = UseBias;
        options["return_sequences"] = ReturnSequences;
        options["go_backwards"] = GoBackwards;
        options["dropout"] = Dropout;
        options["recurrent_dropout"] = RecurrentDropout;
        if (Zoneout > 0)
            options["zoneout"] = Zoneout;
        options.Write("kernel_initializer", KernelInitializer);
        options.Write("recurrent_initializer", RecurrentInitializer);
        options.Write("bias_initializer", BiasInitializer);
        options.Write("kernel_regularizer", KernelRegularizer);
        options.Write("recurrent_regularizer", RecurrentRegularizer);
        options.Write("bias_regularizer", BiasRegularizer);
    }

    private protected abstract RecurrentOutput Sequence(LayerContext context, Tensor input, RecurrenceOptions options, CellState initial, Tensor dropout);

    /// <summary>Where a state of this layer starts: from a tensor, from what the context carries, or from zeros.</summary>
    private protected RecurrentState State(LayerContext context, Tensor input, string part, Tensor initial) =>
        new() { Initial = initial, Carried = context.State is { } state ? state.Get(this, part, input.Shape[1], Units) : [] };

    private protected void RequireNoCell(CellState initial)
    {
        if (!initial.Cell.IsEmpty)
            throw new ArgumentException($"{BuiltName}: only an LSTM has a cell state; give a hidden state alone.", nameof(initial));
    }

    void Check(Tensor initial, Shape expected, string part)
    {
        if (!initial.IsEmpty && initial.Shape != expected)
            throw new ShapeMismatchException(BuiltName, $"a first {part} state of shape {expected}", initial.Shape, nameof(initial));
    }
}
