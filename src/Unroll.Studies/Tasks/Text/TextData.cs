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
    readonly EncodedText _text;
    readonly int[] _ids;
    readonly int _training;

    TextData(TextConfiguration configuration, string name, ITokenizer vocabulary, EncodedText text, IReadOnlyList<string> remarks)
        : base(configuration)
    {
        (_configuration, _name, Vocabulary, _text, _ids, Remarks) = (configuration, name, vocabulary, text, text.Ids, remarks);
        _training = TrainingLength(configuration, _ids.Length);
    }

    /// <summary>The characters, words or tokens that the model knows.</summary>
    public ITokenizer Vocabulary { get; }

    /// <inheritdoc/>
    public override string Description => _configuration.Tokens == TextTokens.Characters
        ? string.Create(CultureInfo.InvariantCulture, $"{_name}: {_ids.Length:N0} characters, {Vocabulary.Size} different")
        : string.Create(CultureInfo.InvariantCulture,
            $"{_name}: {_text.Characters:N0} characters as {_ids.Length:N0} {Unit}, {Vocabulary.Size:N0} in the vocabulary");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks { get; }

    /// <inheritdoc/>
    public override string Unit => TextVocabulary.Unit(_configuration.Tokens);

    /// <inheritdoc/>
    public override int UnitsPerStep => _configuration.Batch * (_configuration.Mode == TextMode.Stream ? _configuration.Window : 1);

    /// <summary>The text of a run.</summary>
    /// <param name="configuration">What the run is made from.</param>
    /// <param name="vocabulary">The vocabulary of a trained model; null to make it from the text.</param>
    /// <exception cref="InputException">The text has one character only, is too short for the configuration, or has characters that the model does not
    /// know.</exception>
    internal static TextData Load(TextConfiguration configuration, ITokenizer? vocabulary = null) =>
        Load(configuration, vocabulary, unseen => HasUnseen(configuration.Data, unseen));

    static TextData Load(TextConfiguration configuration, ITokenizer? vocabulary, Func<IReadOnlyList<string>, InputException> refuse)
    {
        (string text, IReadOnlyList<string> read) = Read(configuration, configuration.Data, isOther: false);
        text = Cut(configuration, text);
        vocabulary ??= TextVocabulary.Make(configuration, text, Cut(text, TrainingLength(configuration, text.Length)));
        if (vocabulary.Size < 2)
            throw new InputException(
                $"{configuration.Data}: the text consists of one character only ({CharacterName.Describe(vocabulary.Symbol(0))}); there is nothing to predict");
        EncodedText encoded = EncodedText.Of(vocabulary, text);
        if (encoded.Unseen.Count > 0 && vocabulary is CharacterVocabulary)
            throw refuse(encoded.Unseen);
        IReadOnlyList<string> remarks = [.. read, .. Unknown(configuration.Data, encoded)];
        var data = new TextData(configuration, configuration.Data, vocabulary, encoded, remarks);
        data.RequireLength();
        return data;
    }

    /// <summary>
    /// The text of a run that begins with trained weights: a character keeps the row that it has in the first and the last layer, so the vocabulary stays.
    /// </summary>
    /// <exception cref="InputException">The text has characters that the trained model does not know, or cannot be used for another reason.</exception>
    internal static TextData LoadFor(TextConfiguration configuration, ITokenizer vocabulary)
    {
        if (TextVocabulary.KindOf(vocabulary) is var tokens && tokens != configuration.Tokens)
            throw new SettingException("tokens", TextVocabulary.Name(configuration.Tokens),
                $"the model of {configuration.InitFrom} reads {TextVocabulary.Name(tokens)}; that is what the text must be cut into");
        return Load(configuration, vocabulary, unseen => CannotBegin(configuration, vocabulary, unseen));
    }

    static SettingException CannotBegin(TextConfiguration configuration, ITokenizer vocabulary, IReadOnlyList<string> unseen) =>
        new("initFrom", configuration.InitFrom,
            $"its model has {vocabulary.Size} characters, and {configuration.Data} has {unseen.Count} others: {CharacterName.DescribeSome(unseen)}; "
            + $"its last layer, of the shape ({OutputWidth(configuration)}, {vocabulary.Size}), would have to be "
            + $"({OutputWidth(configuration)}, {vocabulary.Size + unseen.Count}). "
            + "Leave these characters out of the text, or train without --init-from");

    static int OutputWidth(TextConfiguration configuration) => configuration.Units * (configuration.SkipConnections ? configuration.Layers : 1);

    /// <summary>
    /// Another text, all of it held out, in the vocabulary of a trained model. Where it begins with the run's own text, what was learned of that is left out.
    /// </summary>
    /// <exception cref="InputException">Most of its characters are unknown to the model, or it is too short.</exception>
    internal static TextData LoadOther(TextConfiguration configuration, string path, ITokenizer vocabulary)
    {
        (string text, IReadOnlyList<string> read) = Read(configuration, path, isOther: true);
        List<string> remarks = [.. read];
        string unit = TextVocabulary.Unit(configuration.Tokens);
        EncodedText encoded = EncodeKnown(path, text, vocabulary, remarks);
        if (encoded.Ids.Length <= configuration.Window)
            throw new InputException(
                $"{path}: {encoded.Ids.Length} {unit} are too few for a window of {configuration.Window}: at least {configuration.Window + 1} are needed");
        if (LearnedText.Find(configuration, configuration.Encoding, path) is { } own)
        {
            int[] learned = Learned(configuration, own.Text, vocabulary);
            if (own.IsBeginning)
                encoded = LeaveOut(configuration, path, encoded, learned.Length, remarks);
            if (LearnedText.Describe(path, learned, encoded.Ids, unit) is { } known)
                remarks.Add(known);
        }

        return new TextData(configuration with { ValidationShare = 1 }, path, vocabulary, encoded, remarks) { IsOther = true };
    }

    static (string Text, IReadOnlyList<string> Remarks) Read(TextConfiguration configuration, string data, bool isOther)
    {
        TextContents contents = TextCorpus.Read(data, configuration.Encoding, isOther);
        return (Fold(configuration, contents.Text), contents.Remarks);
    }

    static string Fold(TextConfiguration configuration, string text) => configuration.LowerCase ? text.ToLowerInvariant() : text;

    static string Cut(TextConfiguration configuration, string text) => Cut(text, configuration.Limit ?? text.Length);

    static string Cut(string text, int length) =>
        length < text.Length ? text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] : text;

    /// <summary>The part of a run's own text that its model has learned.</summary>
    static int[] Learned(TextConfiguration configuration, string text, ITokenizer vocabulary)
    {
        int[] ids = vocabulary.Encode(Cut(configuration, Fold(configuration, text)), out _);
        return ids[..TrainingLength(configuration, ids.Length)];
    }

    static int TrainingLength(TextConfiguration configuration, int length) => length - (int)(length * configuration.ValidationShare);

    static EncodedText LeaveOut(TextConfiguration configuration, string path, EncodedText text, int learned, List<string> remarks)
    {
        string unit = TextVocabulary.Unit(configuration.Tokens);
        int left = text.Ids.Length - learned;
        if (left <= configuration.Window)
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"{path}: the model has learned all of it but {left:N0} {unit}; at least {configuration.Window + 1} others are needed"));
        remarks.Add(string.Create(CultureInfo.InvariantCulture,
            $"{path}: begins with the text that the run was made from; the {learned:N0} {unit} that were learned are left out, "
            + $"the {left:N0} after them are measured"));
        return text.From(learned);
    }

    static EncodedText EncodeKnown(string path, string text, ITokenizer vocabulary, List<string> remarks)
    {
        EncodedText encoded = EncodedText.Of(vocabulary, text);
        (int[] ids, IReadOnlyList<string> unseen) = (encoded.Ids, encoded.Unseen);
        if (unseen.Count == 0)
            return encoded;
        if (vocabulary is not CharacterVocabulary)
        {
            string known = Unknown(path, encoded).Single();
            if (2 * encoded.UnknownCount > ids.Length)
                throw new InputException($"{known}; it can be measured on a text in its own words");
            remarks.Add(known);
            return encoded;
        }

        int all = text.EnumerateRunes().Aggregate(0, (count, _) => count + 1), unknown = all - ids.Length;
        string what = string.Create(CultureInfo.InvariantCulture, $"{path}: the model has never seen {CharacterName.DescribeSome(unseen)}: "
            + $"{unknown:N0} of {all:N0} characters, {Math.Max(0.01, 100.0 * unknown / all):0.##} %");
        if (unknown > ids.Length)
            throw new InputException($"{what}; it can be measured on a text in its own characters");
        remarks.Add($"{what}; they are left out");
        return encoded;
    }

    /// <summary>What to say of words that are none of the vocabulary.</summary>
    static IEnumerable<string> Unknown(string path, EncodedText text)
    {
        if (text.UnknownCount > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"{path}: {Math.Max(0.01, 100.0 * text.UnknownCount / text.Ids.Length):0.##} % ")
                + $"of the words are none of the vocabulary ({TextVocabulary.DescribeUnseen(TextTokens.Words, text.Unseen)}) and are read as "
                + $"{TextVocabulary.Unknown}; bits per character count them as spelled, each character taking as many bits as another";
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
            ? [new MetricValue("validationBitsPerCharacter", BitsPerCharacter(loss))]
            : [];
    }

    /// <inheritdoc/>
    public override IEnumerable<string> RemarksOn(IReadOnlyDictionary<string, double> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return metrics.TryGetValue("validationLoss", out double loss) && RemarkOn(loss) is { } remark ? [remark] : [];
    }

    /// <summary>What to say of a loss of the held-out part that is worse than guessing; null of any other.</summary>
    internal string? RemarkOn(double loss, double? coldWindows = null) =>
        TaskLoss.IsEntropy(_configuration.Loss) ? GuessingLoss.Remark(loss, Vocabulary.Size, Unit, coldWindows) : null;

    /// <summary>What a loss of the held-out part is in bits per character, whatever the text is cut into.</summary>
    internal double BitsPerCharacter(double loss) =>
        _text.BitsPerCharacter(loss, (_training == _ids.Length ? 0 : _training) + (_configuration.Mode == TextMode.Stream ? 1 : _configuration.Window));

    /// <summary>The passages that lie at equal distances in the held-out part, or in the text where nothing is held out, each as long as a window.</summary>
    internal IEnumerable<string> Passages(int count)
    {
        int first = _training == _ids.Length ? 0 : _training;
        long room = Math.Max(0, _ids.Length - first - _configuration.Window);
        return Enumerable.Range(0, count).Select(number =>
            Vocabulary.Decode(_ids.AsSpan(first + (int)(room * number / count))[..Math.Min(_configuration.Window, _ids.Length - first)]));
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
                $"{_configuration.Data}: {_ids.Length} {Unit}, {_training} of them for training, are too few for {unit}: at least {needed} are needed; "
                + $"use a longer text or a smaller {setting}");
        int neededHeldOut = _configuration.Mode == TextMode.Stream ? 2 : _configuration.Window + 1;
        if (heldOut > 0 && heldOut < neededHeldOut)
            throw new InputException(
                $"{_configuration.Data}: {_ids.Length} {Unit}, {heldOut} of them held out, are too few: at least {neededHeldOut} must be held out; "
                + "use a longer text or hold out more");
    }
}
