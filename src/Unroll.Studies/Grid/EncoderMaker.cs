using Unroll.Studies.Pretraining;

namespace Unroll.Studies.Grid;

/// <summary>Pretrains the encoders of a study, one after another with all threads; what was stopped goes on to the same bits.</summary>
sealed class EncoderMaker(Study study, StudyOptions options)
{
    readonly EncoderFolders _folders = new(study, options.Folder);

    /// <summary>Makes those that are not made.</summary>
    /// <param name="plans">What is to be done.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether all are made; false where it was stopped.</returns>
    /// <exception cref="InputException">A pretraining failed, as when its loss is not a number any more.</exception>
    public bool Make(IReadOnlyList<EncoderPlan> plans, CancellationToken cancellationToken)
    {
        foreach (EncoderPlan plan in plans)
        {
            if (!_folders.IsMade(plan.Encoder.Name))
            {
                options.Listener?.OnEncoder(plan);
                PretrainingResult result = Pretrain(plan, plans, cancellationToken);
                if (result.Failure is { } failure)
                    throw new InputException($"{study.File}: the encoder {plan.Encoder.Name}: {failure}");
                if (result.Stopped)
                    return false;
            }

            EncoderTable.Keep(_folders.Of(plan.Encoder.Name), plan);
        }

        return true;
    }

    PretrainingResult Pretrain(EncoderPlan plan, IReadOnlyList<EncoderPlan> plans, CancellationToken cancellationToken)
    {
        string name = plan.Encoder.Name;
        var pretraining = new PretrainingOptions
        {
            Folder = _folders.Of(name), Workers = options.Workers, Verbose = options.Verbose, Progress = options.Progress, Columns = options.Columns,
        };
        return _folders.IsBegun(name)
            ? PretrainingRun.Resume(pretraining, cancellationToken)
            : PretrainingRun.Train(plan.Encoder.Configure(study.Folder, _folders.Of, other => plans.First(one => one.Encoder.Name == other).Tokens),
                pretraining, cancellationToken);
    }
}
