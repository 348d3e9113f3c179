using Unroll.Autograd;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Recurrent;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>What every recurrent operation holds from its forward pass to its backward pass: operands, hidden states, outputs.</summary>
struct RecurrentSequence
{
    public Tensor X, Kernel, RecurrentKernel, Bias, InitialCell, Hidden;
    public InputSide InputSide;

    /// <summary>Whether there is a c.</summary>
    public bool HasCells;

    /// <summary>Whether x·W is normalized before it is added up.</summary>
    public bool NormalizesInput;

    SequenceLayout _layout;
    bool _returnsSequences;
    Tensor _dropout, _dropped, _initial, _output, _last, _hiddenShares, _cellShares, _newCells, _aside;
    Zoneout _zoneout;

    public readonly SequenceLayout Layout => _layout;

    readonly int Block => _layout.Batch * _layout.Units;

    /// <summary>Allocates the hidden states and puts the first one in its block.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="options">Of the operation.</param>
    /// <param name="state">h.</param>
    /// <param name="dropout">[batch, units], or empty.</param>
    /// <param name="operation">For messages.</param>
    /// <param name="moreGradients">Whether a weight beside W, U and b requires a gradient.</param>
    public void Begin(Tape tape, RecurrenceOptions options, RecurrentState state, Tensor dropout, string operation, bool moreGradients = false)
    {
        _layout = options.Layout(X, Kernel, operation);
        InputSide = new InputSide(tape, X, Kernel, Bias, mayKeep: !NormalizesInput);
        _returnsSequences = options.ReturnSequences;
        _dropout = dropout;
        _initial = state.Initial;
        bool gradient = X.RequiresGradient || Kernel.RequiresGradient || RecurrentKernel.RequiresGradient || Bias.RequiresGradient || _initial.RequiresGradient
            || InitialCell.RequiresGradient || moreGradients;
        Hidden = tape.Allocate(new Shape(_layout.Steps + 1, _layout.Batch, _layout.Units), gradient);
        Span<float> first = Hidden.Values.Slice(_layout.Initial * Block, Block);
        state.Begin(first, operation);
        Zone(tape, options.Zoneout, operation);
        _dropped = dropout.IsEmpty ? default : tape.Allocate(Hidden.Shape, requiresGradient: false);
        if (dropout.IsEmpty)
            return;
        if (dropout.Shape.Length != Block)
            throw new ShapeMismatchException(operation, $"recurrent dropout of {Block} numbers, [batch, units]", dropout.Shape, nameof(dropout));
        Span<float> dropped = _dropped.Values.Slice(_layout.Initial * Block, Block);
        ReadOnlySpan<float> kept = dropout.Values;
        for (int i = 0; i < first.Length; i++)
            dropped[i] = first[i] * kept[i];
    }

    /// <param name="tape">The step.</param>
    /// <param name="layout">How the cell wants W packed.</param>
    /// <param name="start">What x·W is added to, if that is not the bias as it is.</param>
    public readonly SequenceInput Input(Tape tape, PanelLayout layout, ReadOnlySpan<float> start = default) => InputSide.Forward(tape, layout, start);

    /// <summary>Draws which units keep their states, and takes memory for the cells before zoneout.</summary>
    void Zone(Tape tape, Zoneout zoneout, string operation)
    {
        zoneout.Check(operation, HasCells, "options");
        _zoneout = zoneout;
        Shape shape = new(_layout.Steps, _layout.Batch, _layout.Units);
        _hiddenShares = zoneout is { IsTraining: true, Hidden: > 0 } ? tape.KeptMask(shape, zoneout.Hidden, zoneout.HiddenKey) : default;
        _cellShares = zoneout is { IsTraining: true, Cell: > 0 } ? tape.KeptMask(shape, zoneout.Cell, zoneout.CellKey) : default;
        _newCells = zoneout.Cell > 0 ? tape.Allocate(Hidden.Shape, requiresGradient: false) : default;
        _aside = zoneout.Cell > 0 && Hidden.RequiresGradient ? tape.Allocate(new Shape(_layout.Batch, _layout.Units), requiresGradient: false) : default;
        if (!_aside.IsEmpty)
            _aside.Values.Clear();
    }

    /// <summary>What is left out: of steps by the mask of x, of units by dropout and zoneout.</summary>
    public readonly SequenceMasks Masks => new(X.HasMask ? X.Mask : [], _dropout.IsEmpty ? [] : _dropout.Values, _dropped.IsEmpty ? [] : _dropped.Values)
    {
        HiddenZoneout = _zoneout.Hidden, CellZoneout = _zoneout.Cell, HiddenShares = _hiddenShares.IsEmpty ? [] : _hiddenShares.Values,
        CellShares = _cellShares.IsEmpty ? [] : _cellShares.Values, NewCells = _newCells.IsEmpty ? [] : _newCells.Values,
        Aside = _aside.IsEmpty ? [] : _aside.Values,
    };

    /// <summary>The output is a window of the hidden states: all steps, or the block of the last one. Its gradient lies in theirs.</summary>
    public RecurrentOutput End(Tape tape, RecurrenceOptions options, RecurrentState state)
    {
        state.End(LastBlock(Hidden));
        _output = options.ReturnSequences
            ? Hidden.Window(_layout.FirstOutput * Block, new Shape(_layout.Steps, _layout.Batch, _layout.Units), tape.Arena.NewSlot(), Hidden.RequiresGradient)
            : Hidden.Window(_layout.Final * Block, new Shape(_layout.Batch, _layout.Units), tape.Arena.NewSlot(), Hidden.RequiresGradient);
        _last = options.ReturnState ? Last(tape, Hidden) : default;
        return new RecurrentOutput(_output, _last);
    }

    /// <summary>The state after the last step as a tensor of its own.</summary>
    public readonly Tensor Last(Tape tape, Tensor states)
    {
        Tensor last = tape.Allocate(new Shape(_layout.Batch, _layout.Units), states.RequiresGradient);
        LastBlock(states).CopyTo(last.Values);
        return last;
    }

    public readonly Span<float> LastBlock(Tensor states) => states.Values.Slice(_layout.Final * Block, Block);

    public readonly bool HasGradient => _output.HasGradient || (!_last.IsEmpty && _last.HasGradient);

    /// <summary>The gradients of the outputs in the blocks of the hidden states, that of the last state among them.</summary>
    public readonly HiddenGradients Gradients()
    {
        Span<float> block = Hidden.Gradients.Slice(_layout.Final * Block, Block);
        if (!_output.HasGradient)
            block.Clear();
        if (!_last.IsEmpty && _last.HasGradient)
            Add(_last.Gradients, block);
        return new HiddenGradients(Hidden.Gradients, lastOnly: !_returnsSequences || !_output.HasGradient, WantsInitial(_initial));
    }

    /// <summary>The states that met U at every time, as one matrix.</summary>
    public readonly ReadOnlySpan<float> MetStates => (_dropped.IsEmpty ? Hidden : _dropped).Values.Slice(_layout.FirstPrevious * Block, _layout.Steps * Block);

    /// <summary>The gradients of W, U, b and x from those of the gates of a cell that adds both products up: [steps·batch, gates·units].</summary>
    public readonly void LinearGradients(Tape tape, ReadOnlySpan<float> gates, int columns)
    {
        ReadOnlySpan<float> gradients = InputSide.Gradients(tape, gates, columns);
        InputSide.WeightGradients(tape, new WeightGradient(RecurrentKernel).From(MetStates, _layout.Units),
            new WeightGradient(Kernel).From(InputSide.Met, X.Shape.Last), new WeightGradient(Bias).Sum(), default, gates, gradients, columns, columns);
        InputSide.PassGradient(tape, gradients, columns);
    }

    /// <summary>Hands the gradient of the first hidden state on.</summary>
    public readonly void PassInitialGradient() => PassInitialGradient(_initial, Hidden.Gradients.Slice(_layout.Initial * Block, Block));

    /// <summary>Hands the gradient of a first state on, if it is wanted.</summary>
    public static void PassInitialGradient(Tensor initial, ReadOnlySpan<float> gradient)
    {
        if (!WantsInitial(initial))
            return;
        if (initial.AccumulatesGradient())
            Add(gradient, initial.Gradients);
        else
            gradient.CopyTo(initial.Gradients);
    }

    static bool WantsInitial(Tensor initial) => !initial.IsEmpty && initial.RequiresGradient;

    static void Add(ReadOnlySpan<float> values, Span<float> to)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] += values[i];
    }
}
