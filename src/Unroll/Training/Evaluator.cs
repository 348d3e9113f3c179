using Unroll.Autograd;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Tensors;

namespace Unroll.Training;

/// <summary>Measures a model on data without changing anything of it: with a state of its own, between two steps of the tape's owner.</summary>
sealed class Evaluator(Model model, Tape tape)
{
    /// <summary>Goes once through the data, in order, or through a number of its batches.</summary>
    public void Run(DataSet data, int batchSize, RunningMetrics figures, int? steps, CancellationToken cancellationToken)
    {
        bool recording = tape.IsRecording;
        tape.IsRecording = false;
        try
        {
            RunBatches(data, batchSize, figures, steps ?? int.MaxValue, cancellationToken);
        }
        finally
        {
            tape.IsRecording = recording;
        }
    }

    void RunBatches(DataSet data, int batchSize, RunningMetrics figures, int steps, CancellationToken cancellationToken)
    {
        figures.Reset();
        var context = new LayerContext(tape) { State = data.CarriesState ? new ModelState() : null, SideInputs = new Tensor[data.SideShapes.Count] };
        int batches = data.BatchCount(batchSize);
        for (int index = 0; index != batches && index < steps; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tape.Reset();
            Batch batch = data.CutFor(context, batchSize, index, order: null);
            if (batch.Inputs.IsEmpty)
                break;
            if (batch.StartsSequences)
                context.State?.Reset();
            Tensor predictions = model.Forward(context, batch.Inputs);
            Tensor loss = model.AddPenalties(tape,
                model.Loss!.Mean(tape, predictions, batch.Targets, batch.SampleWeights.IsEmpty ? [] : batch.SampleWeights.Values));
            figures.Update(predictions, batch, loss.Values[0]);
        }

        if (figures.Weight == 0)
            throw new InvalidOperationException("The data set is empty: it gave no batch to measure the model on.");
    }
}
