using System.Diagnostics;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Studies.Data;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Text;
using Unroll.Training;
using Unroll.Transformers;

namespace Unroll.Studies.Pretraining;

/// <summary>A pretraining that can begin: its configuration is checked, its data are read, its model is built. Nothing is written yet.</summary>
public sealed class PreparedPretraining
{
    static readonly string[] s_weights = ["model.safetensors", "pytorch_model.bin"];

    PreparedPretraining(PretrainingConfiguration configuration, PretrainingData data, MaskedLanguageModel model, long steps) =>
        (Configuration, Data, Model, Steps) = (configuration, data, model, steps);

    /// <summary>What it is made from, with the number of steps and the files.</summary>
    public PretrainingConfiguration Configuration { get; }

    /// <summary>What the model learns from.</summary>
    public PretrainingData Data { get; }

    /// <summary>The model, compiled.</summary>
    public MaskedLanguageModel Model { get; }

    /// <summary>Updates in all.</summary>
    public long Steps { get; }

    /// <summary>Updates of an epoch.</summary>
    public int StepsPerEpoch => Data.Training.BatchCount(Configuration.Batch);

    /// <summary>Tokens of a step in the mean, padding left out.</summary>
    public int TokensPerStep => (int)Math.Round(Math.Min(Configuration.Batch, Data.Training.Count) * Data.MeanLength);

    /// <summary>How the model is fitted.</summary>
    public FitOptions FitOptions(int workers) => new()
    {
        Epochs = (int)Math.Min(int.MaxValue, ((Steps - 1) / StepsPerEpoch) + 1), Steps = Steps, BatchSize = Configuration.Batch, Workers = workers,
        Validation = Data.HeldOut,
    };

    /// <summary>Writes the model as it is, with its vocabulary, as the folder of a published one.</summary>
    internal void Save(string folder)
    {
        Model.Save(folder);
        PretrainingVocabulary.Write(folder, Data.Tokenizer, !Data.Tokenizer.Options.LowerCase, Model.Configuration.MaximalPositions);
    }

    /// <summary>Prepares a pretraining.</summary>
    /// <param name="configuration">What it is made from.</param>
    /// <param name="options">Threads and the time limit.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">The configuration or the data cannot be used.</exception>
    /// <exception cref="InvalidDataException">The model to begin with is damaged, or no BERT with a masked-language head.</exception>
    public static PreparedPretraining From(PretrainingConfiguration configuration, PretrainingOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(options);
        configuration.Check();
        IReadOnlyList<FileIdentity> files = PretrainingTexts.Identify([.. configuration.Data, .. configuration.VocabularyData]);
        IReadOnlyList<FileIdentity> weights = [.. s_weights.Select(name => Path.Combine(configuration.InitFrom, name))
            .Where(path => configuration.InitFrom.Length > 0 && File.Exists(path)).Take(1).Select(FileIdentity.Of)];
        FileChange.Require(configuration.DataFiles, files, "begin a new pretraining");
        FileChange.Require(configuration.InitFiles, weights, "begin a new pretraining");
        configuration = configuration with { DataFiles = files, InitFiles = weights };

        MaskedLanguageModel? begun = Begun(configuration);
        WordPieceTokenizer? tokenizer = begun is null ? null : PretrainingVocabulary.Read(configuration.InitFrom);
        if (tokenizer?.Size > begun?.Configuration.VocabularySize)
            throw new InputException($"{configuration.InitFrom}: the vocabulary has {tokenizer.Size} pieces, the model {begun.Configuration.VocabularySize}; "
                + "they do not belong together");
        PretrainingData data = PretrainingData.Load(configuration, tokenizer, LengthOf(configuration, begun));
        int padding = data.Tokenizer.Find("[PAD]")!.Value;

        MaskedLanguageModel Create(long steps) =>
            (Begun(configuration) ?? new MaskedLanguageModel(configuration.Sizes(data.Tokenizer.Size, padding)) { Seed = configuration.Seed })
                .Compile(configuration.CreateOptimizer(steps), new SparseCategoricalCrossentropy { FromLogits = true }, Metric.Accuracy);

        long wanted = configuration.Steps ?? (long)data.Training.BatchCount(configuration.Batch) * configuration.Epochs;
        if (options.MaxSeconds is { } limit)
        {
            long start = Stopwatch.GetTimestamp();
            long most = configuration.Steps is null && !options.LimitsEpochs ? long.MaxValue : wanted;
            wanted = TimeLimit.Steps(Create(1), data.Training, configuration.Batch, data.HeldOut, configuration.Batch, start, limit, most, options.Workers,
                cancellationToken);
            configuration = configuration with { Steps = wanted };
        }

        MaskedLanguageModel model = Create(wanted);
        model.Build(data.Training.SampleShape, data.Training.SideShapes);
        return new PreparedPretraining(configuration, data, model, wanted);
    }

    /// <summary>The model to begin with; null where weights are drawn.</summary>
    static MaskedLanguageModel? Begun(PretrainingConfiguration configuration) =>
        configuration.InitFrom.Length == 0 ? null : MaskedLanguageModel.Load(configuration.InitFrom, configuration.Seed);

    static int LengthOf(PretrainingConfiguration configuration, MaskedLanguageModel? begun)
    {
        int most = begun?.Configuration.MaximalPositions ?? int.MaxValue, length = configuration.Length ?? Math.Min(PretrainingConfiguration.UsualLength, most);
        return length <= most
            ? length
            : throw new SettingException("length", length, $"the model of {configuration.InitFrom} reads at most {most} tokens");
    }
}
