using System.Globalization;
using Unroll.Data;
using Unroll.Studies.Data;
using Unroll.Studies.Data.Texts;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks.Text;
using Unroll.Text;

namespace Unroll.Studies.Tasks.Memory;

/// <summary>The letters of a passage in windows, each with the letter that follows; a letter goes in as its number divided by 26.</summary>
public sealed class MemoryData : TaskData
{
    readonly MemoryConfiguration _configuration;
    readonly string _name;
    readonly int[] _ids;
    readonly bool _isHeldOut;

    MemoryData(MemoryConfiguration configuration, string name, int[] ids, bool isHeldOut, IReadOnlyList<string> remarks)
        : base(configuration) => (_configuration, _name, _ids, _isHeldOut, Remarks) = (configuration, name, ids, isHeldOut, remarks);

    /// <summary>The letters of a text.</summary>
    /// <exception cref="InputException">There are too few for a window.</exception>
    internal static MemoryData Load(MemoryConfiguration configuration, string data, bool isHeldOut)
    {
        TextContents contents = TextCorpus.Read(data, configuration.Encoding, isOther: isHeldOut);
        int[] ids = Letters.Encode(Letters.Of(contents.Text));
        List<string> remarks = [.. contents.Remarks];
        if (Letters.Foreign(contents.Text) is { Count: > 0 } foreign)
            remarks.Add(DescribeForeign(data, foreign, ids.Length));
        if (isHeldOut && LearnedText.Find(configuration, configuration.Encoding, data) is { } own
            && LearnedText.Describe(data, Letters.Encode(Letters.Of(own.Text)), ids, "characters") is { } known)
            remarks.Add(known);
        return ids.Length > configuration.Window
            ? new MemoryData(configuration, data, ids, isHeldOut, remarks)
            : throw new InputException(
                $"{data}: {ids.Length} letters are too few for a window of {configuration.Window} with a letter after it; "
                + "use a longer text or a smaller window");
    }

    static string DescribeForeign(string name, IReadOnlyList<(string Letter, int Count)> foreign, int known)
    {
        int count = foreign.Sum(letter => letter.Count);
        string letters = CharacterName.DescribeSome([.. foreign.Select(one => one.Letter)]);
        return string.Create(CultureInfo.InvariantCulture, $"{name}: {count:N0} of {count + known:N0} letters are none of a to z and are left out: {letters}");
    }

    /// <inheritdoc/>
    public override DataSet Training => new WindowData(_ids, _configuration.Window, Letters.Alphabet.Length, CharacterInput.Scalar);

    /// <summary>A memory is asked for what it has read: nothing of its own passage is held out.</summary>
    public override DataSet? HeldOut => _isHeldOut ? Training : null;

    /// <inheritdoc/>
    public override string Description =>
        string.Create(CultureInfo.InvariantCulture, $"{_name}: {_ids.Length:N0} letters, {_ids.Distinct().Count()} different");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks { get; }

    /// <inheritdoc/>
    public override string Unit => "letters";
}
