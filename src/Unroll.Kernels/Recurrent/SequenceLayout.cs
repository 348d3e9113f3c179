namespace Unroll.Kernels.Recurrent;

/// <summary>
/// Where a recurrent layer finds its states. Hidden states (and cells) lie in steps + 1 blocks of [batch, units], the initial state at the end from which
/// the layer starts, so that the states before every step form one matrix for the weight gradient: blocks 0 … T−1 forwards, 1 … T backwards.
/// </summary>
readonly struct SequenceLayout(int steps, int batch, int units, bool backwards)
{
    public readonly int Steps = steps;
    public readonly int Batch = batch;
    public readonly int Units = units;
    public readonly bool Backwards = backwards;

    /// <summary>Floats of hidden states or cells: (steps + 1) · batch · units.</summary>
    public long StateLength => ((long)Steps + 1) * Batch * Units;

    /// <summary>Floats of outputs: steps · batch · units.</summary>
    public long OutputLength => (long)Steps * Batch * Units;

    /// <summary>The block of the initial state.</summary>
    public int Initial => Backwards ? Steps : 0;

    /// <summary>The block of the state after the last step.</summary>
    public int Final => Backwards ? 0 : Steps;

    /// <summary>The block of the outputs of time 0; time t follows t blocks later.</summary>
    public int FirstOutput => Backwards ? 0 : 1;

    /// <summary>The block of the state before time 0.</summary>
    public int FirstPrevious => Backwards ? 1 : 0;

    /// <summary>The time that the layer reads at a step.</summary>
    public int Time(int step) => Backwards ? Steps - 1 - step : step;

    /// <summary>Offset of a row of a block.</summary>
    public nint Row(int block, int row) => (((nint)block * Batch) + row) * Units;
}
