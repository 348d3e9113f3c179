using System.Globalization;
using Unroll.Data;
using Unroll.Studies.Data;
using Unroll.Studies.Data.Texts;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Text;

namespace Unroll.Studies.Tasks.Text;

/// <summary>A text as numbers, cut into the part that is learned and the part at its end that is held out.</summary>
public sealed class TextData : TaskData
{
    /// <summary>Steps of the single stream that measures the held-out part: its state is carried from its first character to its last.</summary>
    const int ValidationSteps = 512;

    /// <summary>Characters between two updates of dynamic evaluation.</summary>
    internal const int SegmentSteps = 20;

    readonly TextConfiguration _configuration;
    readonly string _name;
    readonly int[] _ids;
    readonly int _training;

    TextData(TextConfiguration configuration, string name, CharacterVocabulary vocabulary, int[] ids, IReadOnlyList<string> remarks)
        : base(configuration)
    {
        (_configuration, _name, Vocabulary, _ids, Remarks) = (configuration, name, vocabulary, ids, remarks);
        _training = TrainingLength(configuration, ids.Length);
    }

    /// <summary>The characters that the model knows.</summary>
    public CharacterVocabulary Vocabulary { get; }

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture, $"{_name}: {_ids.Length:N0} characters, {Vocabulary.Size} different");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks { get; }

    /// <inheritdoc/>
    public override string Unit => "characters";

    /// <inheritdoc/>
    public override int UnitsPerStep => _configuration.Batch * (_configuration.Mode == TextMode.Stream ? _configuration.Window : 1);

    /// <summary>The text of a run.</summary>
    /// <param name="configuration">What the run is made from.</param>
    /// <param name="vocabulary">The characters of a trained model; null to take those of the text.</param>
    /// <exception cref="InputException">The text has one character only, is too short for the configuration, or has characters that the model does not
    /// know.</exception>
    internal static TextData Load(TextConfiguration configuration, CharacterVocabulary? vocabulary = null) =>
        Load(configuration, vocabulary, unseen => HasUnseen(configuration.Data, unseen));

    static TextData Load(TextConfiguration configuration, CharacterVocabulary? vocabulary, Func<IReadOnlyList<string>, InputException> refuse)
    {
        (string text, IReadOnlyList<string> remarks) = Read(configuration, configuration.Data, isOther: false);
        text = Cut(configuration, text);
        vocabulary ??= CharacterVocabulary.FromText(text);
        if (vocabulary.Size < 2)
            throw new InputException(
                $"{configuration.Data}: the text consists of one character only ({CharacterName.Describe(vocabulary.Symbol(0))}); there is nothing to predict");
        var data = new TextData(configuration, configuration.Data, vocabulary, Encode(text, vocabulary, refuse), remarks);
        data.RequireLength();
        return data;
    }

    /// <summary>
    /// The text of a run that begins with trained weights: a character keeps the row that it has in the first and the last layer, so the vocabulary stays.
    /// </summary>
    /// <exception cref="InputException">The text has characters that the trained model does not know, or cannot be used for another reason.</exception>
    internal static TextData LoadFor(TextConfiguration configuration, CharacterVocabulary vocabulary) => Load(configuration, vocabulary, unseen =>
        new SettingException("initFrom", configuration.InitFrom,
            $"its model has {vocabulary.Size} characters, and {configuration.Data} has {unseen.Count} others: {CharacterName.DescribeSome(unseen)}; "
            + $"its last layer, of the shape ({OutputWidth(configuration)}, {vocabulary.Size}), would have to be "
            + $"({OutputWidth(configuration)}, {vocabulary.Size + unseen.Count}). "
            + "Leave these characters out of the text, or train without --init-from"));

    static int OutputWidth(TextConfiguration configuration) => configuration.Units * (configuration.SkipConnections ? configuration.Layers : 1);

    /// <summary>
    /// Another text, all of it held out, in the vocabulary of a trained model. Where it begins with the run's own text, what was learned of that is left out.
    /// </summary>
    /// <exception cref="InputException">Most of its characters are unknown to the model, or it is too short.</exception>
    internal static TextData LoadOther(TextConfiguration configuration, string path, CharacterVocabulary vocabulary)
    {
        (string text, IReadOnlyList<string> read) = Read(configuration, path, isOther: true);
        List<string> remarks = [.. read];
        int[] ids = EncodeKnown(path, text, vocabulary, remarks);
        if (ids.Length <= configuration.Window)
            throw new InputException(
                $"{path}: {ids.Length} characters are too few for a window of {configuration.Window}: at least {configuration.Window + 1} are needed");
        if (LearnedText.Find(configuration, configuration.Encoding, path) is { } own)
        {
            int[] learned = Learned(configuration, own.Text, vocabulary);
            if (own.IsBeginning)
                ids = LeaveOut(configuration, path, ids, learned.Length, remarks);
            if (LearnedText.Describe(path, learned, ids) is { } known)
                remarks.Add(known);
        }

        return new TextData(configuration with { ValidationShare = 1 }, path, vocabulary, ids, remarks) { IsOther = true };
    }

    static (string Text, IReadOnlyList<string> Remarks) Read(TextConfiguration configuration, string data, bool isOther)
    {
        TextContents contents = TextCorpus.Read(data, configuration.Encoding, isOther);
        return (Fold(configuration, contents.Text), contents.Remarks);
    }

    static string Fold(TextConfiguration configuration, string text) => configuration.LowerCase ? text.ToLowerInvariant() : text;

    static string Cut(TextConfiguration configuration, string text) => configuration.Limit is { } limit && limit < text.Length
        ? text[..(char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit)]
        : text;

    /// <summary>The part of a run's own text that its model has learned.</summary>
    static int[] Learned(TextConfiguration configuration, string text, CharacterVocabulary vocabulary)
    {
        int[] ids = vocabulary.Encode(Cut(configuration, Fold(configuration, text)), out _);
        return ids[..TrainingLength(configuration, ids.Length)];
    }

    static int TrainingLength(TextConfiguration configuration, int length) => length - (int)(length * configuration.ValidationShare);

    static int[] LeaveOut(TextConfiguration configuration, string path, int[] ids, int learned, List<string> remarks)
    {
        int left = ids.Length - learned;
        if (left <= configuration.Window)
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"{path}: the model has learned all of it but {left:N0} characters; at least {configuration.Window + 1} others are needed"));
        remarks.Add(string.Create(CultureInfo.InvariantCulture,
            $"{path}: begins with the text that the run was made from; the {learned:N0} characters that were learned are left out, "
            + $"the {left:N0} after them are measured"));
        return ids[learned..];
    }

    static int[] EncodeKnown(string path, string text, CharacterVocabulary vocabulary, List<string> remarks)
    {
        int[] ids = vocabulary.Encode(text, out IReadOnlyList<string> unseen);
        if (unseen.Count == 0)
            return ids;
        int all = text.EnumerateRunes().Aggregate(0, (count, _) => count + 1), unknown = all - ids.Length;
        string what = string.Create(CultureInfo.InvariantCulture, $"{path}: the model has never seen {CharacterName.DescribeSome(unseen)}: "
            + $"{unknown:N0} of {all:N0} characters, {Math.Max(0.01, 100.0 * unknown / all):0.##} %");
        if (unknown > ids.Length)
            throw new InputException($"{what}; it can be measured on a text in its own characters");
        remarks.Add($"{what}; they are left out");
        return ids;
    }

    static int[] Encode(string text, CharacterVocabulary vocabulary, Func<IReadOnlyList<string>, InputException> refuse)
    {
        int[] ids = vocabulary.Encode(text, out IReadOnlyList<string> unseen);
        return unseen.Count == 0 ? ids : throw refuse(unseen);
    }

    static InputException HasUnseen(string path, IReadOnlyList<string> unseen) => new(
        $"{path}: the model has never seen {CharacterName.DescribeSome(unseen)}; its own text must have no others");

    /// <inheritdoc/>
    public override DataSet Training => Cut(_ids.AsMemory(0, _training), _configuration.Window);

    /// <inheritdoc/>
    public override DataSet? HeldOut => _training == _ids.Length ? null : Cut(_ids.AsMemory(_training), ValidationSteps);

    /// <summary>The held-out part as windows; null where nothing is held out, and for a model that reads windows anyway.</summary>
    internal DataSet? ColdWindows => _training == _ids.Length || _configuration.Mode == TextMode.Window ? null
        : new ColdWindows(_ids.AsMemory(_training), Vocabulary.Size, _configuration.Input);

    /// <summary>Whether it is another text than the run's own, all of it held out.</summary>
    internal bool IsOther { get; private init; }

    /// <summary>The training part in segments.</summary>
    internal DataSet TrainingSegments => Segments(_ids.AsMemory(0, _training));

    /// <summary>The held-out part in segments.</summary>
    internal DataSet HeldOutSegments => Segments(_ids.AsMemory(_training));

    /// <summary>One row, for a stream whose state is to be carried through.</summary>
    public override int HeldOutBatchSize => _configuration.Mode == TextMode.Stream ? 1 : _configuration.Batch;

    /// <inheritdoc/>
    public override bool KeepsBest => true;

    /// <inheritdoc/>
    public override IEnumerable<MetricValue> Derive(IReadOnlyDictionary<string, double> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return TaskLoss.IsEntropy(_configuration.Loss) && metrics.TryGetValue("validationLoss", out double loss)
            ? [new MetricValue("validationBitsPerCharacter", loss / Math.Log(2))]
            : [];
    }

    /// <summary>The passages that lie at equal distances in the held-out part, or in the text where nothing is held out, each as long as a window.</summary>
    internal IEnumerable<string> Passages(int count)
    {
        int first = _training == _ids.Length ? 0 : _training;
        long room = Math.Max(0, _ids.Length - first - _configuration.Window);
        return Enumerable.Range(0, count).Select(number =>
            string.Concat(_ids.Skip(first + (int)(room * number / count)).Take(_configuration.Window).Select(Vocabulary.Symbol)));
    }

    /// <summary>The first symbols of the held-out part, or of the text where nothing is held out.</summary>
    internal int[] Excerpt(int count) => [.. _ids.Skip(_training == _ids.Length ? 0 : _training).Take(count)];

    DataSet Cut(ReadOnlyMemory<int> ids, int steps) => _configuration.Mode == TextMode.Stream
        ? new StreamData(ids, steps, Vocabulary.Size, _configuration.Input)
        : new WindowData(ids, _configuration.Window, Vocabulary.Size, _configuration.Input);

    StreamData Segments(ReadOnlyMemory<int> ids) => new(ids, SegmentSteps, Vocabulary.Size, _configuration.Input);

    void RequireLength()
    {
        int heldOut = _ids.Length - _training;
        int needed = _configuration.Mode == TextMode.Stream ? _configuration.Batch + 1 : _configuration.Window + 1;
        (string unit, string setting) = _configuration.Mode == TextMode.Stream
            ? ($"{_configuration.Batch} streams", "batch")
            : ($"a window of {_configuration.Window}", "window");
        if (_training < needed)
            throw new InputException(
                $"{_configuration.Data}: {_ids.Length} characters, {_training} of them for training, are too few for {unit}: at least {needed} are needed; "
                + $"use a longer text or a smaller {setting}");
        int neededHeldOut = _configuration.Mode == TextMode.Stream ? 2 : _configuration.Window + 1;
        if (heldOut > 0 && heldOut < neededHeldOut)
            throw new InputException(
                $"{_configuration.Data}: the held-out {heldOut} characters are too few for a window of {_configuration.Window}; "
                + "use a longer text or a smaller window");
    }
}
