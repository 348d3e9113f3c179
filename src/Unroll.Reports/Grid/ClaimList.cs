using System.Xml.Linq;
using Unroll.Reports.Markup;
using Unroll.Reports.Pages;
using Unroll.Studies.Grid;

namespace Unroll.Reports.Grid;

/// <summary>The claims of a study's source, each with what the figures say of it.</summary>
static class ClaimList
{
    /// <summary>A line for each claim; nothing where there are none.</summary>
    public static IEnumerable<XElement> Of(StudyResult result)
    {
        if (result.Claims.Count == 0)
            yield break;
        yield return Html.Element("ul", "claims", [.. result.Claims.Select(Item)]);
        if (result.Claims.Any(one => one.Claim.Checks.Count > 0))
            yield return Page.Paragraph(ComparisonNote.Claims, "note");
    }

    static XElement Item(ClaimResult one) => Html.Element("li", "", Html.Element("strong", one.Verdict.ToString().ToLowerInvariant(), one.Word), " ",
        one.Claim.Text, " ", Html.Element("span", "note", one.Evidence));
}
