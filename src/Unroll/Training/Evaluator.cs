using Unroll.Autograd;
using Unroll.Kernels;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Tensors;

namespace Unroll.Training;

/// <summary>Measures a model on data without changing anything of it: with a tape and a state of its own.</summary>
sealed class Evaluator(Model model, Workers workers)
{
    readonly Tape _tape = new(workers);

    /// <summary>Goes once through the data, in order.</summary>
    public void Run(DataSet data, int batchSize, RunningFigures figures, CancellationToken cancellation)
    {
        figures.Reset();
        var context = new LayerContext(_tape) { State = data.CarriesState ? new ModelState() : null };
        int batches = data.BatchCount(batchSize);
        for (int index = 0; index < batches; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            _tape.Reset();
            Batch batch = data.Cut(_tape.Arena, batchSize, index, order: null);
            if (batch.StartsSequences)
                context.State?.Reset();
            Tensor predictions = model.Forward(context, batch.Inputs);
            Tensor loss = model.Loss!.Forward(_tape, predictions, batch.Targets);
            figures.Update(predictions, batch, loss.Values[0]);
        }
    }
}
