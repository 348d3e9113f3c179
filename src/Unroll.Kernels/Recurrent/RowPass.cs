using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// All steps of a cell that needs whole rows of a step's product, as normalization does: the product, then row by row what becomes of it. The workers take
/// rows of the batch through all steps alone, or share the product's units and meet after it and after the rows.
/// </summary>
static unsafe class RowPass
{
    /// <param name="workers">Who shares the work.</param>
    /// <param name="layout">Steps, batch, units.</param>
    /// <param name="product">The product of a step.</param>
    /// <param name="rows">What becomes of its rows.</param>
    /// <param name="weights">Floats of the recurrent weights.</param>
    /// <param name="firstStep">The step that comes first.</param>
    /// <param name="lastStep">The step that comes last; smaller in a backward pass.</param>
    public static void Run<TLane, TProduct, TRow>(
        Workers workers, SequenceLayout layout, TProduct product, TRow rows, long weights, int firstStep, int lastStep)
        where TLane : struct, ILane<TLane>
        where TProduct : struct, IStepPhase
        where TRow : struct, IStepRow
    {
        var split = new StepSplit(layout.Batch, product.Sums.Count(TLane.Width), weights, workers.Count, mayMeet: true);
        var job = new Job<TLane, TProduct, TRow>
        {
            Workers = workers, Product = product, Rows = rows, Split = split, FirstStep = firstStep, LastStep = lastStep,
            Parts = new Parts(layout.Batch, Math.Max(1, Rounding.CeilDiv(layout.Batch, workers.Count))),
        };
        if (!split.Meets)
        {
            workers.Run(ref job, split.Count);
            return;
        }

        int direction = firstStep <= lastStep ? 1 : -1;
        for (int step = firstStep; step != lastStep + direction; step += direction)
        {
            job.FirstStep = job.LastStep = step;
            job.Half = Half.Product;
            workers.Run(ref job, split.Count);
            job.Half = Half.Rows;
            if (job.Parts.Count == 1)
                workers.RunAlone(ref job, 1);
            else
                workers.Run(ref job, job.Parts.Count);
        }
    }

    enum Half
    {
        Both,
        Product,
        Rows,
    }

    struct Job<TLane, TProduct, TRow> : IJob
        where TLane : struct, ILane<TLane>
        where TProduct : struct, IStepPhase
        where TRow : struct, IStepRow
    {
        public Workers Workers;
        public TProduct Product;
        public TRow Rows;
        public StepSplit Split;
        public Parts Parts;
        public Half Half;
        public int FirstStep, LastStep;

        public readonly void Execute(int part, int worker)
        {
            (int row, int count) = Split.RowsOf(part);
            (int panel, int panels) = Split.PanelsOf(part);
            if (Half == Half.Rows)
            {
                (row, int end) = Parts.Range(part);
                count = end - row;
            }

            TProduct product = Product;
            TRow rows = Rows;
            float* sums = Workers.Scratch(worker);
            int direction = FirstStep <= LastStep ? 1 : -1;
            for (int step = FirstStep; step != LastStep + direction; step += direction)
            {
                if (Half != Half.Rows)
                {
                    product.MoveTo(step);
                    StepSweep<TLane, TProduct>.Run(ref product, row, count, panel, panels, sums);
                }

                if (Half == Half.Product)
                    continue;
                rows.MoveTo(step);
                for (int i = row; i < row + count; i++)
                    rows.Run<TLane>(i);
            }
        }
    }
}
