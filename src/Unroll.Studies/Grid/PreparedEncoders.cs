using Unroll.Studies.Pretraining;
using Unroll.Studies.Runs;
using Unroll.Training;

namespace Unroll.Studies.Grid;

/// <summary>
/// The encoders of a study while it is planned. One that is not made yet has a stand-in, with the vocabulary and the sizes that it will have and weights that
/// are drawn: enough to check and to time what begins with it.
/// </summary>
sealed class PreparedEncoders : IDisposable
{
    const int LeastSteps = 5;
    const double LeastSeconds = 0.3;

    readonly Study _study;
    readonly EncoderFolders _folders;
    readonly string? _standIns;

    PreparedEncoders(Study study, string folder)
    {
        (_study, _folders) = (study, new EncoderFolders(study, folder));
        _standIns = study.Encoders.All(encoder => _folders.IsMade(encoder.Name)) ? null : Directory.CreateTempSubdirectory("unroll-encoders-").FullName;
    }

    /// <summary>What will be done, encoder by encoder.</summary>
    public IReadOnlyList<EncoderPlan> Plans { get; private set; } = [];

    /// <summary>Prepares the encoders.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">Its folder; empty for none.</param>
    /// <param name="workers">Threads of a measurement; null to measure nothing.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">Settings or data cannot be used, or an encoder was begun with others.</exception>
    public static PreparedEncoders Create(Study study, string folder, int? workers, CancellationToken cancellationToken)
    {
        var encoders = new PreparedEncoders(study, folder);
        try
        {
            var plans = new List<EncoderPlan>();
            foreach (StudyEncoder encoder in study.Encoders)
                plans.Add(encoders.Prepare(encoder, plans, workers, cancellationToken));
            encoders.Plans = plans;
            return encoders;
        }
        catch
        {
            encoders.Dispose();
            throw;
        }
    }

    /// <summary>A configuration whose encoder is there.</summary>
    public RunConfiguration Place(RunConfiguration configuration) => EncoderFolders.Place(_study, configuration, FolderOf);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_standIns is not null)
            Directory.Delete(_standIns, recursive: true);
    }

    string FolderOf(string name) => _folders.IsMade(name) ? _folders.Of(name) : Path.Combine(_standIns!, name);

    EncoderPlan Prepare(StudyEncoder encoder, IReadOnlyList<EncoderPlan> before, int? workers, CancellationToken cancellationToken)
    {
        string folder = FolderOf(encoder.Name);
        bool isMade = _folders.IsMade(encoder.Name);
        try
        {
            PretrainingConfiguration configuration =
                encoder.Configure(_study.Folder, FolderOf, name => before.First(plan => plan.Encoder.Name == name).Tokens);
            var run = PreparedPretraining.From(configuration, new PretrainingOptions { Folder = folder }, cancellationToken);
            if (_folders.IsBegun(encoder.Name))
                _folders.RequireSame(encoder, run.Configuration);
            if (!isMade)
                run.Save(folder);
            return new EncoderPlan(encoder, isMade, run.Configuration, run.Data.Description, run.Data.Remarks, run.Data.TrainingTokens,
                run.Model.Parameters.Count, run.Steps, workers is { } count && !isMade ? Measure(run, count, cancellationToken) : null);
        }
        catch (Exception error) when (error is InputException or InvalidDataException)
        {
            throw new InputException($"{_study.File}: the encoder {encoder.Name}: {error.Message}", error);
        }
    }

    static TimeSpan Measure(PreparedPretraining run, int workers, CancellationToken cancellationToken)
    {
        using var trainer = new Trainer(run.Model, run.Data.Training, run.FitOptions(workers) with { Epochs = int.MaxValue, Steps = null, Validation = null });
        double perStep = TypicalStep.Measure(trainer, run.StepsPerEpoch, LeastSteps, LeastSeconds, cancellationToken);
        double validation = run.Data.HeldOut is { } heldOut
            ? TimeLimit.ValidationSeconds(run.Model, heldOut, run.Configuration.Batch, workers, cancellationToken)
            : 0;
        return TimeSpan.FromSeconds((run.Steps * perStep) + ((((run.Steps - 1) / run.StepsPerEpoch) + 1) * validation));
    }
}
