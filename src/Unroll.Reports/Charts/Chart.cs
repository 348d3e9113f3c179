using System.Xml.Linq;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Charts;

/// <summary>A chart: a picture for people, and its numbers as a table.</summary>
/// <param name="Title">What it shows.</param>
abstract record Chart(string Title)
{
    /// <summary>Pixels of the drawing, at the size for which its letters are made.</summary>
    public const double Width = 440;

    /// <summary>The numbers, for a file beside the picture.</summary>
    public abstract Table Data { get; }

    /// <summary>The picture, styled by the page around it.</summary>
    public abstract XElement ToSvg();
}
