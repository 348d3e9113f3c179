using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>All steps of a recurrent layer, forwards or back, shared among the workers by rows or by units.</summary>
static unsafe class SequencePass
{
    /// <param name="workers">Who shares the work.</param>
    /// <param name="layout">Steps, batch, units.</param>
    /// <param name="first">What happens at a step.</param>
    /// <param name="second">What happens when that is done for all units, if the cell has a second product.</param>
    /// <param name="weights">Floats of the recurrent weights.</param>
    /// <param name="firstStep">The step that comes first.</param>
    /// <param name="lastStep">The step that comes last; smaller in a backward pass.</param>
    public static void Run<TLane, TFirst, TSecond>(
        Workers workers, SequenceLayout layout, TFirst first, TSecond second, long weights, int firstStep, int lastStep)
        where TLane : struct, ILane<TLane>
        where TFirst : struct, IStepPhase
        where TSecond : struct, IStepPhase
    {
        int panels = first.Sums.Count(TLane.Width);
        var job = new Job<TLane, TFirst, TSecond>
        {
            Workers = workers, First = first, Second = second, FirstStep = firstStep, LastStep = lastStep,
            Split = new StepSplit(layout.Batch, panels, weights, workers.Count, mayMeet: !TSecond.Exists),
        };
        if (!job.Split.Meets)
        {
            workers.Run(ref job, job.Split.Count);
            return;
        }

        int direction = firstStep <= lastStep ? 1 : -1;
        for (int step = firstStep; step != lastStep + direction; step += direction)
        {
            job.FirstStep = job.LastStep = step;
            workers.Run(ref job, job.Split.Count);
        }
    }

    struct Job<TLane, TFirst, TSecond> : IJob
        where TLane : struct, ILane<TLane>
        where TFirst : struct, IStepPhase
        where TSecond : struct, IStepPhase
    {
        public Workers Workers;
        public TFirst First;
        public TSecond Second;
        public StepSplit Split;
        public int FirstStep, LastStep;

        public readonly void Execute(int part, int worker)
        {
            (int row, int rows) = Split.RowsOf(part);
            (int panel, int panels) = Split.PanelsOf(part);
            TFirst first = First;
            TSecond second = Second;
            float* sums = Workers.Scratch(worker);
            int direction = FirstStep <= LastStep ? 1 : -1;
            for (int step = FirstStep; step != LastStep + direction; step += direction)
            {
                first.MoveTo(step);
                StepSweep<TLane, TFirst>.Run(ref first, row, rows, panel, panels, sums);
                if (!TSecond.Exists)
                    continue;
                second.MoveTo(step);
                StepSweep<TLane, TSecond>.Run(ref second, row, rows, 0, second.Sums.Count(TLane.Width), sums);
            }
        }
    }
}
