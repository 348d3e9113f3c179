using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels;
using Unroll.Kernels.Optimizers;
using Unroll.Naming;
using Unroll.Parameters;
using Unroll.Schedules;

namespace Unroll.Optimizers;

/// <summary>
/// Changes the weights after a backward pass. It sees one block of weights and one of gradients; its own arrays (slots) have the same layout. A step clips the
/// gradients, takes the weight decay off the weights and updates them, in this order, as Keras does. How single parameters differ is said by
/// <see cref="Parameter.Trainable"/>, <see cref="Parameter.LearningRateFactor"/> and <see cref="Parameter.DecaysWeight"/>.
/// </summary>
/// <remarks>An optimizer of your own declares its arrays in <see cref="DeclareState"/> and updates a range of weights in <see cref="Update"/>.</remarks>
public abstract class Optimizer
{
    readonly List<OptimizerSlot> _slots = [];
    readonly List<OptimizerScalar> _scalars = [];
    ParameterStore? _store;
    UpdateRange? _range;
    float[] _scales = [];
    bool[] _areMatrices = [];

    /// <summary>An optimizer with its defaults.</summary>
    protected Optimizer()
    {
    }

    /// <summary>
    /// An optimizer with options using Keras' names; any has weight_decay, clipvalue, clipnorm, global_clipnorm, use_ema, ema_momentum and
    /// ema_overwrite_frequency.
    /// </summary>
    private protected Optimizer(LearningRateSchedule learningRate, ConfigurationReader options)
    {
        LearningRate = learningRate;
        WeightDecay = options.Number("weight_decay", WeightDecay);
        ClipValue = (float?)options.OptionalNumber("clipvalue");
        ClipNorm = (float?)options.OptionalNumber("clipnorm");
        GlobalClipNorm = (float?)options.OptionalNumber("global_clipnorm");
        bool averages = options.Flag("use_ema", false);
        var average = new WeightAverage(options);
        Average = averages ? average : null;
    }

    /// <summary>The learning rate: a number or a schedule.</summary>
    public LearningRateSchedule LearningRate { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = 0.001f;

    /// <summary>
    /// The rate of the next step. Setting it puts a fixed rate in the place of <see cref="LearningRate"/> from that step on; a checkpoint keeps it, so that
    /// what
    /// a callback has set survives a resumed run.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not a finite number.</exception>
    public double CurrentLearningRate
    {
        get => LearningRateAt(Iterations);
        set => FixedLearningRate = Argument.NotNegative(value);
    }

    /// <summary>Decoupled weight decay λ (Loshchilov and Hutter, 2017): w −= η·λ·w before each update; 0 for none.</summary>
    public double WeightDecay { get; init => field = Argument.NotNegative(value); }

    /// <summary>When set, every gradient is bounded to ± this: Keras' clipvalue.</summary>
    /// <exception cref="ArgumentException">Another way of clipping is set already.</exception>
    public float? ClipValue { get; init => field = GradientLimit.Only(value, ClipNorm, GlobalClipNorm); }

    /// <summary>When set, the gradients of each parameter are scaled down so that their norm is at most this: Keras' clipnorm.</summary>
    /// <exception cref="ArgumentException">Another way of clipping is set already.</exception>
    public float? ClipNorm { get; init => field = GradientLimit.Only(value, ClipValue, GlobalClipNorm); }

    /// <summary>When set, gradients are scaled down so that their norm over the whole model is at most this: Keras' global_clipnorm.</summary>
    /// <exception cref="ArgumentException">Another way of clipping is set already.</exception>
    public float? GlobalClipNorm { get; init => field = GradientLimit.Only(value, ClipValue, ClipNorm); }

    /// <summary>When set, a moving average of the weights is kept, with which training ends.</summary>
    public WeightAverage? Average { get; init; }

    /// <summary>Updates made so far.</summary>
    public long Iterations { get; set; }

    /// <summary>The name in files, in Keras' spelling.</summary>
    public abstract string Name { get; }

    /// <summary>The arrays that belong to this optimizer's state.</summary>
    internal IReadOnlyList<OptimizerSlot> Slots => _slots;

    /// <summary>The numbers that belong to it.</summary>
    internal IReadOnlyList<OptimizerScalar> Scalars => _scalars;

    /// <summary>What <see cref="CurrentLearningRate"/> was set to; null while the rate follows its schedule.</summary>
    internal double? FixedLearningRate { get; set; }

    /// <summary>All options under Keras' names, as the registry reads them; null for what is a user's own, which cannot be saved.</summary>
    internal JsonObject? Describe()
    {
        var options = new JsonObject { ["type"] = Name };
        if (GetType().Assembly != typeof(Optimizer).Assembly || LearningRate.Describe() is not { } rate)
            return null;
        options["learning_rate"] = rate;
        options["weight_decay"] = WeightDecay;
        if ((ClipValue ?? ClipNorm ?? GlobalClipNorm) is { } limit)
            options[ClipValue is not null ? "clipvalue" : ClipNorm is not null ? "clipnorm" : "global_clipnorm"] = (double)limit;
        if (Average is { } average)
        {
            options["use_ema"] = true;
            options["ema_momentum"] = average.Momentum;
            if (average.OverwriteFrequency is { } frequency)
                options["ema_overwrite_frequency"] = frequency;
        }

        WriteOptions(options);
        return options;
    }

    /// <summary>Whether a parameter is handed to <see cref="Update"/> on its own, as a matrix.</summary>
    private protected virtual bool UpdatesAsMatrix(Parameter parameter) => false;

    /// <summary>λ of parameters that decay.</summary>
    private protected virtual double WeightDecayOf(bool isMatrix) => WeightDecay;

    /// <summary>Whether the state belongs to a model's weights.</summary>
    internal bool IsBuiltFor(ParameterStore store) => _store == store;

    /// <summary>Writes what the optimizer has beside the options of all.</summary>
    private protected virtual void WriteOptions(JsonObject options)
    {
    }

    /// <summary>The rate of a step, as far as it is known now: the schedule's, or the one that was set.</summary>
    /// <param name="step">Updates made before it.</param>
    public double LearningRateAt(long step) => FixedLearningRate ?? LearningRate.At(step);

    /// <summary>Makes the arrays for a model, unless they belong to it already; what they held for another one is lost.</summary>
    internal void BuildFor(ParameterStore store)
    {
        if (_store == store)
            return;

        // A rate that was set before the first model is meant for it.
        if (_store is not null)
            FixedLearningRate = null;
        Iterations = 0;
        _store = store;
        _slots.Clear();
        _scalars.Clear();
        _range = new UpdateRange(store, _slots);
        _scales = new float[store.Parameters.Count];
        _areMatrices = [.. store.Parameters.Select(UpdatesAsMatrix)];
        DeclareState();
        Average?.Attach(this, store, AddSlot("average"), AddScalar("average_in_use", 0));
    }

    /// <summary>One update of all trainable parameters, whatever the gradients are.</summary>
    internal void Step(Workers workers, ParameterStore store)
    {
        Measure(workers, store, always: false);
        UpdateAll(workers, store);
    }

    /// <summary>One update of all trainable parameters; none, and nothing has changed, when a gradient is NaN or infinite.</summary>
    /// <returns>Whether the update was made.</returns>
    internal bool TryStep(Workers workers, ParameterStore store)
    {
        if (!Measure(workers, store, always: true))
            return false;
        UpdateAll(workers, store);
        return true;
    }

    void UpdateAll(Workers workers, ParameterStore store)
    {
        if (store != _store)
            throw new InvalidOperationException("The optimizer has gone over to another model, which took its state: give each model an optimizer of its own.");
        if (Average is { IsInUse: true })
            throw new InvalidOperationException("The model's weights are their averages now: call Average.Release() before the forward pass of a step.");
        long step = Iterations + 1;
        double rate = CurrentLearningRate;
        BeginStep(step);

        // Neighbors that are updated alike are one range: a whole model, as a rule.
        IReadOnlyList<Parameter> parameters = store.Parameters;
        UpdateGroup group = default;
        int first = 0;
        for (int i = 0; i < parameters.Count; i++)
        {
            UpdateGroup next = GroupOf(parameters[i], i);
            if (next == group)
                continue;
            Apply(workers, group, step, rate, first, parameters[i].Offset);
            (group, first) = (next, parameters[i].Offset);
        }

        Apply(workers, group, step, rate, first, store.Length);
        Average?.Update(workers, step);
        Iterations = step;
        store.NotifyChanged();
    }

    /// <summary>Where a derived class declares what it remembers, by <see cref="AddSlot"/> and <see cref="AddScalar"/>; called once for each model.</summary>
    protected virtual void DeclareState()
    {
    }

    /// <summary>Called once before the ranges of a step, for what they share.</summary>
    /// <param name="step">The step's number, from 1.</param>
    protected virtual void BeginStep(long step)
    {
    }

    /// <summary>Updates weights that are treated alike.</summary>
    /// <param name="range">The weights, their gradients, what was remembered of them, and the learning rate.</param>
    protected abstract void Update(UpdateRange range);

    /// <summary>Declares an array with a number for each weight. Checkpoints keep it.</summary>
    /// <param name="name">Its name in checkpoints, without a dot.</param>
    /// <param name="initial">What it holds before the first step.</param>
    /// <exception cref="ArgumentException">The name is taken or has a dot.</exception>
    protected OptimizerSlot AddSlot(string name, float initial = 0)
    {
        var slot = new OptimizerSlot(Unused(name), Store.Length, initial);
        _slots.Add(slot);
        return slot;
    }

    /// <summary>Declares a number. Checkpoints keep it.</summary>
    /// <param name="name">Its name in checkpoints, without a dot.</param>
    /// <param name="initial">Its value before the first step.</param>
    /// <exception cref="ArgumentException">The name is taken or has a dot.</exception>
    protected OptimizerScalar AddScalar(string name, double initial)
    {
        var scalar = new OptimizerScalar(Unused(name), initial);
        _scalars.Add(scalar);
        return scalar;
    }

    ParameterStore Store => _store ?? throw new InvalidOperationException("An optimizer's state has the size of a model: declare it in DeclareState.");

    string Unused(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return !name.Contains('.', StringComparison.Ordinal) && !_slots.Exists(slot => slot.Name == name) && !_scalars.Exists(scalar => scalar.Name == name)
            ? name
            : throw new ArgumentException($"'{name}' is taken or has a dot; give each part of an optimizer's state a name of its own.", nameof(name));
    }

    /// <summary>The scales by which clipping by norm multiplies the gradients of each parameter, before anything changes.</summary>
    /// <param name="workers">Who computes.</param>
    /// <param name="store">The gradients.</param>
    /// <param name="always">Whether the gradients are looked at where clipping does not need their norm, too.</param>
    /// <returns>Whether all gradients that were looked at are finite.</returns>
    bool Measure(Workers workers, ParameterStore store, bool always)
    {
        if (ClipNorm is not { } limit)
        {
            double norm = always || GlobalClipNorm is not null ? Norm.Compute(workers, store.Gradients) : 0;
            Array.Fill(_scales, ClipScale(norm, GlobalClipNorm ?? float.PositiveInfinity));
            return double.IsFinite(norm);
        }

        bool areFinite = true;
        for (int i = 0; i < _scales.Length; i++)
        {
            double norm = store.Parameters[i].Trainable ? Norm.Compute(workers, store.Parameters[i].Gradients) : 0;
            _scales[i] = ClipScale(norm, limit);
            areFinite &= double.IsFinite(norm);
        }

        return areFinite;
    }

    UpdateGroup GroupOf(Parameter parameter, int number)
    {
        if (!parameter.Trainable)
            return default;
        bool isMatrix = _areMatrices[number];
        double decay = parameter.DecaysWeight ? WeightDecayOf(isMatrix) : 0;
        return new UpdateGroup(true, parameter.LearningRateFactor, decay, _scales[number], isMatrix ? parameter : null);
    }

    void Apply(Workers workers, UpdateGroup group, long step, double rate, int first, int end)
    {
        if (!group.IsTrained)
            return;
        double factored = rate * group.LearningRateFactor;

        // 0 − x, as −0 would turn a weight of −0 into 0.
        var before = new ClipAndDecay(group.GradientScale, ClipValue ?? float.PositiveInfinity, (float)(0 - (group.WeightDecay * factored)));
        _range!.Set(workers, step, factored, before, group.Matrix, first, end - first);
        Update(_range);
    }

    static float ClipScale(double norm, float limit) => norm > limit ? (float)(limit / norm) : 1;
}
