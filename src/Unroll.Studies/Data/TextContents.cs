namespace Unroll.Studies.Data;

/// <summary>What a text file holds.</summary>
/// <param name="Text">Its text; line ends CR LF have become LF.</param>
/// <param name="CharacterSet">The character set that it was read in: "utf-8", "windows-1251".</param>
/// <param name="Remarks">What a reader should know, one line each: the character set where it is not UTF-8.</param>
public sealed record TextContents(string Text, string CharacterSet, IReadOnlyList<string> Remarks);
